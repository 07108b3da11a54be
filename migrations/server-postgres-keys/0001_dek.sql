-- Schema 1 of the key store: its own PostgreSQL schema, so that keys and bodies never share a transaction or a backup.
CREATE TABLE dek (
    dek UUID NOT NULL PRIMARY KEY,
    doc UUID NOT NULL,
    epoch BIGINT NOT NULL,
    wrapped BYTEA NOT NULL,             -- document key under the tenant's key; empty once destroyed
    kek BIGINT NOT NULL,                -- version of the wrapping key, for rotation
    made_at BIGINT NOT NULL,
    destroyed_at BIGINT                 -- erasure: content under this key is gone everywhere
);
CREATE INDEX dek_doc ON dek (doc, epoch);
