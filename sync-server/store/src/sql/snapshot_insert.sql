INSERT INTO snapshot (doc, epoch, upto_seq, body, raw_len, sha256, made_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (doc, epoch, upto_seq) DO NOTHING
