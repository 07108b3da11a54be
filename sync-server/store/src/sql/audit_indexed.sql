SELECT i.idx, i.id AS index_id, i.hash AS index_hash, l.id, l.tenant, l.at, l.kind, l.user_id, l.device, l.device_ctr, l.doc,
    l.leaf, l.hash, l.pos_tx, l.pos_id
FROM audit_index i LEFT JOIN audit_leaf l ON l.id = i.id
WHERE i.tenant = $1 AND i.idx >= $2 ORDER BY i.idx LIMIT $3
