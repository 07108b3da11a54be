SELECT i.idx, l.pos_tx, l.pos_id FROM audit_index i LEFT JOIN audit_leaf l ON l.id = i.id
WHERE i.tenant = $1 ORDER BY i.idx DESC LIMIT 1
