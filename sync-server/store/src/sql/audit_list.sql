SELECT * FROM audit_leaf
WHERE tenant = $1 AND ($2 = 0 OR doc = $3) AND (pos_tx, pos_id) > ($4, $5)
ORDER BY pos_tx, pos_id LIMIT $6
