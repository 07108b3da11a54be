SELECT count(*), coalesce(sum(length(body) + length(env)), 0), coalesce(min(ctr), 0), coalesce(max(ctr), 0),
    count(*) FILTER (WHERE type <> 10 AND kind <> 3 AND state = 1),
    count(*) FILTER (WHERE type = 10)
FROM pending WHERE state IN (1, 3, 4, 5)
