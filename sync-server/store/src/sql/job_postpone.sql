UPDATE job SET state = 1, attempts = attempts - 1, run_at = $2, lock_until = NULL, changed_at = $3
WHERE job = $1 AND state = 2
