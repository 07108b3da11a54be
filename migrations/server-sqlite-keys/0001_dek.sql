-- Schema 1 of the key store: its own file, so that keys and bodies never share a file, a transaction or a backup.
CREATE TABLE dek (
    dek BLOB NOT NULL PRIMARY KEY,
    doc BLOB NOT NULL,
    epoch INTEGER NOT NULL,
    wrapped BLOB NOT NULL,              -- document key under the tenant's key; empty once destroyed
    kek INTEGER NOT NULL,               -- version of the wrapping key, for rotation
    made_at INTEGER NOT NULL,
    destroyed_at INTEGER                -- erasure: content under this key is gone everywhere
) STRICT;
CREATE INDEX dek_doc ON dek (doc, epoch);
