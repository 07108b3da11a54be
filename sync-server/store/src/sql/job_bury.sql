UPDATE job SET state = 4, dedupe = NULL, code = $2, lock_until = NULL, changed_at = $3
WHERE job = $1 AND state = 2
