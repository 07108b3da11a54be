INSERT INTO document (doc, type, patient, epoch, schema, state, base_seq, fp, env_root, role, until, card, stale)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
ON CONFLICT (doc) DO UPDATE SET
    type = ?2, patient = ?3, epoch = ?4, schema = ?5, state = ?6, base_seq = ?7, fp = ?8, env_root = ?9,
    role = ?10, until = ?11, card = ?12, stale = ?13
