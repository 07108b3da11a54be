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

-- Groups: care teams and wards are grp.kind 3 and 4 (subject: an id of their own), break-glass is 5 and a looked-up patient
-- 6 (subject: the patient; each membership has its end). Their names, the purges that devices owe, what people opened last.
ALTER TABLE grp ADD COLUMN name BYTEA;             -- sealed under the tenant key; null: it has none
CREATE INDEX grp_member_until ON grp_member (until_at);
CREATE INDEX access_event_doc ON access_event (doc) WHERE kind = 4;

CREATE TABLE purge (
    device UUID NOT NULL,
    doc UUID NOT NULL,
    told_at BIGINT NOT NULL,           -- when the first REVOKE left for the device
    done_at BIGINT,                    -- when its signed receipt came; null: the content may still lie there
    device_ctr BIGINT,                 -- the audit entry that is the receipt
    PRIMARY KEY (device, doc)
);
CREATE INDEX purge_open ON purge (done_at, told_at);

CREATE TABLE opened (
    user_id UUID NOT NULL,
    patient UUID NOT NULL,
    at BIGINT NOT NULL,                -- when the server learnt of it: orders the first download of another device
    PRIMARY KEY (user_id, patient)
);
CREATE INDEX opened_recent ON opened (user_id, at);
