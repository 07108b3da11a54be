UPDATE document SET
    epoch = $4, schema = $5, state = $6, head_seq = $7, heads = $8, env_root = $9, fp = $10, bytes_log = $11,
    bytes_full = $12, dek = $13, card = $14, last_tx = $15, last_id = $16
WHERE doc = $1 AND epoch = $2 AND head_seq = $3 AND state <> 4
