INSERT INTO pending (ctr, doc, type, epoch, kind, hash, batch_first, batch_index, batch_count, cmd_kind, command,
    body, env, sig, state, seq, tries, at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)
