INSERT INTO quarantine (ctr, doc, type, hash, code, detail, cmd_kind, command, body, at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
ON CONFLICT (ctr) DO NOTHING
