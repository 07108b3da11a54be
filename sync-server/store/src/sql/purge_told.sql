INSERT INTO purge (device, doc, told_at) VALUES ($1, $2, $3)
ON CONFLICT (device, doc) DO UPDATE SET
    told_at = CASE WHEN purge.done_at IS NULL THEN purge.told_at ELSE excluded.told_at END,
    done_at = NULL, device_ctr = NULL
