UPDATE verdict SET
    state = $3, code = $4, detail = $5, result = $6, in_review = $7, seq = $8, pos_tx = $9, pos_id = $10, at = $11
WHERE device = $1 AND device_ctr = $2 AND state = 3
