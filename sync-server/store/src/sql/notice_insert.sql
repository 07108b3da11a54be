INSERT INTO notice (notice, user_id, kind, doc, patient, dedupe, at, seen_at, mail)
VALUES ($1, $2, $3, $4, $5, $6, $7, NULL, $8)
ON CONFLICT (dedupe) DO NOTHING
