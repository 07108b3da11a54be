-- Schema 3: the sync engine, whole. Each part says which subject it serves.

-- Epochs: a document kept from growing because this app is too old for its schema needs to say so after a restart.
ALTER TABLE document ADD COLUMN too_new INTEGER NOT NULL DEFAULT 0; -- 1 = its schema is newer than this app writes
