INSERT INTO job (job, kind, dedupe, payload, state, run_at, attempts, attempts_max, created_at, changed_at)
VALUES ($1, $2, $3, $4, 1, $5, 0, $6, $7, $7)
ON CONFLICT (dedupe) DO NOTHING
