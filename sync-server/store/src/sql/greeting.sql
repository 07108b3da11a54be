SELECT (SELECT MAX(epoch) FROM cluster), (SELECT value FROM setting WHERE name = $1), e.token_tx, e.token_id
FROM (SELECT 1 AS one) AS o
LEFT JOIN (
    SELECT token_tx, token_id FROM device
    WHERE tenant = $2 AND device <> $3 AND status = 1 AND token_id > 0 AND role NOT IN (1, 2)
    ORDER BY token_tx DESC, token_id DESC LIMIT 1
) AS e ON 1 = 1
