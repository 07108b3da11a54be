INSERT INTO session (session_id, user_id, device, access_hash, refresh_hash, created_at, access_until, refresh_until)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
