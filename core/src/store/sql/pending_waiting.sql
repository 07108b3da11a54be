SELECT count(*) FILTER (WHERE type <> 10 AND kind <> 3 AND state = 1),
    count(*) FILTER (WHERE type = 10)
FROM pending WHERE state IN (1, 3, 4, 5)
