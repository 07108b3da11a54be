SELECT count(*), coalesce(sum(length(body) + length(env)), 0), coalesce(min(ctr), 0), coalesce(max(ctr), 0)
FROM pending WHERE state IN (1, 3, 4, 5)
