UPDATE job SET state = 2, lock_until = $2, attempts = attempts + 1, changed_at = $1
WHERE job IN (
    SELECT job FROM job
    WHERE (state = 1 AND run_at <= $1) OR (state = 2 AND lock_until <= $1)
    ORDER BY run_at, job LIMIT $3
)
RETURNING job, kind, dedupe, payload, run_at, attempts, attempts_max
