SELECT job, kind, state, run_at, attempts, code, created_at FROM job
WHERE state = $1 OR ($1 = 0 AND state <> 3)
ORDER BY created_at, job LIMIT $2
