INSERT INTO review (item, tenant, device, device_ctr, doc, dek, key_doc, env, env_hash, sig, body, cmd, code, state, received_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
ON CONFLICT (device, device_ctr, env_hash) DO NOTHING
