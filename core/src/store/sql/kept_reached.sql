SELECT count(*), count(*) FILTER (WHERE (k.pos_tx, k.pos_id) <= (c.elsewhere_tx, c.elsewhere_id))
FROM cursor c CROSS JOIN accepted_own k INDEXED BY accepted_own_place
WHERE k.type <> 10 AND k.seq > 0 AND k.refused = 0
