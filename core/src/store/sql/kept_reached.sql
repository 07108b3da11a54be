SELECT count(*), count(*) FILTER (WHERE (k.pos_tx, k.pos_id) <= (c.elsewhere_tx, c.elsewhere_id))
FROM accepted_own k, cursor c
WHERE k.type <> 10 AND k.seq > 0 AND k.refused = 0
