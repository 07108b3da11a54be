-- Schema 3: the sync engine, whole. Each part says which subject it serves.

-- Epochs: a document kept from growing because this app is too old for its schema needs to say so after a restart.
ALTER TABLE document ADD COLUMN too_new INTEGER NOT NULL DEFAULT 0; -- 1 = its schema is newer than this app writes

-- Groups: documents whose right has ended while own work on them was not sent yet. The work goes first, then all of it.
CREATE TABLE purge_due (
    doc BLOB PRIMARY KEY,
    at INTEGER NOT NULL          -- when the end was learnt
) STRICT, WITHOUT ROWID;
