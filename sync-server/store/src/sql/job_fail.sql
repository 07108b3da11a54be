UPDATE job SET
    state = CASE WHEN attempts >= attempts_max THEN 4 ELSE 1 END,
    dedupe = CASE WHEN attempts >= attempts_max THEN NULL ELSE dedupe END,
    code = $2,
    run_at = $3,
    lock_until = NULL,
    changed_at = $4
WHERE job = $1 AND state = 2
