UPDATE document SET
    state = $3, head_seq = $4, heads = $5, env_root = $6, fp = $7, bytes_log = $8, last_tx = $9, last_id = $10
WHERE doc = $1 AND head_seq = $2
