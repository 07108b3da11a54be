-- Schema 3: the sync engine, whole. Each part says which subject it serves.

-- Epochs: how an incarnation of a document came to its end. One row for each incarnation that ended.
CREATE TABLE doc_epoch (
    doc BLOB NOT NULL,
    epoch INTEGER NOT NULL,             -- the incarnation that ended; the next one is this + 1
    reason INTEGER NOT NULL,            -- 1 compaction, 2 schema migration, 3 rectification, 4 erasure
    schema INTEGER NOT NULL,            -- schema it was born with
    dek BLOB NOT NULL,                  -- its document key
    head_seq INTEGER NOT NULL,          -- newest item of its log
    heads BLOB NOT NULL,                -- sorted change hashes, 32 bytes each; empty once erased
    env_root BLOB NOT NULL,             -- running hash over its accepted envelopes, where the chain of proof ends
    user_id BLOB,                       -- who asked; null: a trigger
    ended_at INTEGER NOT NULL,
    keep_until INTEGER,                 -- the sealed old log may go after this; null: it has no readable content left
    pos_tx INTEGER NOT NULL,            -- position of the next incarnation's birth
    pos_id INTEGER NOT NULL,
    PRIMARY KEY (doc, epoch)
) STRICT;
CREATE INDEX doc_epoch_keep ON doc_epoch (keep_until);
