SELECT token_tx, token_id FROM device
WHERE tenant = $1 AND device <> $2 AND status = 1 AND token_id > 0 AND role NOT IN (1, 2)
ORDER BY token_tx DESC, token_id DESC LIMIT 1
