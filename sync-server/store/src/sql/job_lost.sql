UPDATE job SET state = 4, dedupe = NULL, lock_until = NULL, code = 'worker_lost', changed_at = $1
WHERE state = 2 AND lock_until <= $1 AND attempts >= attempts_max
