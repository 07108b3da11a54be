INSERT INTO audit_index (tenant, idx, id, hash)
SELECT tenant, CAST($2 AS BIGINT) + ROW_NUMBER() OVER (ORDER BY pos_tx, pos_id) - 1, id, hash
FROM (
    SELECT tenant, pos_tx, pos_id, id, hash FROM audit_leaf
    WHERE tenant = $1 AND (pos_tx, pos_id) > ($3, $4) AND pos_tx < $5
    ORDER BY pos_tx, pos_id LIMIT $6
) AS fresh
