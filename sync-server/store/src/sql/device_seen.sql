UPDATE device SET
    seen_at = $2,
    incarnation = $3,
    token_id = CASE WHEN $4 > token_tx OR ($4 = token_tx AND $5 > token_id) THEN $5 ELSE token_id END,
    token_tx = CASE WHEN $4 > token_tx THEN $4 ELSE token_tx END,
    lease_until = $6,
    beacon_min = CASE WHEN $7 > beacon_min THEN $7 ELSE beacon_min END
WHERE device = $1
