SELECT l.id FROM audit_leaf l LEFT JOIN audit_index i ON i.id = l.id
WHERE l.tenant = $1 AND (l.pos_tx, l.pos_id) <= ($2, $3) AND i.id IS NULL
ORDER BY l.pos_tx, l.pos_id LIMIT $4
