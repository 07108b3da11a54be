UPDATE session SET
    access_hash = $3,
    refresh_hash = $4,
    access_until = $5,
    refresh_until = $6
WHERE session_id = $1 AND refresh_hash = $2 AND ended_at IS NULL
