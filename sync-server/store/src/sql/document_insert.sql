INSERT INTO document (doc, tenant, type, patient, owner, epoch, schema, state, hold, head_seq, heads, env_root, fp,
    bytes_log, bytes_full, dek, last_tx, last_id, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
