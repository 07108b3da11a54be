INSERT INTO accepted_own (ctr, doc, env, sig, body, seq, type, pos_tx, pos_id, until, refused, command)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
ON CONFLICT (ctr) DO UPDATE SET seq = ?6, pos_tx = ?8, pos_id = ?9, until = max(until, ?10), lost = 0
