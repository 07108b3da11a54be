INSERT INTO doc_epoch (
    doc, epoch, reason, schema, dek, head_seq, heads, env_root, user_id, ended_at, keep_until, shredded_at, pos_tx, pos_id
) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
