INSERT INTO interop_peer (user_id, storage_id, doc, sync_state, seen_at)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (user_id, storage_id, doc) DO UPDATE
SET sync_state = excluded.sync_state, seen_at = excluded.seen_at
