-- Schema 3: the sync engine, whole. Each part says which subject it serves. The twin in ../server-sqlite says what each
-- column is for.

-- Epochs: how an incarnation of a document came to its end. One row for each incarnation that ended.
CREATE TABLE doc_epoch (
    doc UUID NOT NULL,
    epoch BIGINT NOT NULL,             -- the incarnation that ended; the next one is this + 1
    reason BIGINT NOT NULL,            -- 1 compaction, 2 schema migration, 3 rectification, 4 erasure
    schema BIGINT NOT NULL,            -- schema it was born with
    dek UUID NOT NULL,                 -- its document key
    head_seq BIGINT NOT NULL,          -- newest item of its log
    heads BYTEA NOT NULL,              -- sorted change hashes, 32 bytes each; empty once erased
    env_root BYTEA NOT NULL,           -- running hash over its accepted envelopes, where the chain of proof ends
    user_id UUID,                      -- who asked; null: a trigger
    ended_at BIGINT NOT NULL,
    keep_until BIGINT,                 -- the sealed old log may go after this; null: it has no readable content left
    pos_tx BIGINT NOT NULL,            -- position of the next incarnation's birth
    pos_id BIGINT NOT NULL,
    PRIMARY KEY (doc, epoch)
);
CREATE INDEX doc_epoch_keep ON doc_epoch (keep_until);
