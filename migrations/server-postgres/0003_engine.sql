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
    keep_until BIGINT,                 -- its key goes at this moment, and with it what its log says; null: as soon as may be
    shredded_at BIGINT,                -- when its key was destroyed; null: its log can still be read
    pos_tx BIGINT NOT NULL,            -- position of the next incarnation's birth
    pos_id BIGINT NOT NULL,
    PRIMARY KEY (doc, epoch)
);
CREATE INDEX doc_epoch_keep ON doc_epoch (shredded_at, keep_until);

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

-- Interop: what is kept of automerge-repo clients (feature `interop`; the tables are there either way).
CREATE TABLE interop_peer (
    user_id UUID NOT NULL,
    storage_id TEXT NOT NULL,           -- the client's own name of its store, at most 64 bytes
    doc UUID NOT NULL,
    sync_state BYTEA NOT NULL,          -- heads that both sides had: 2 bytes and 32 for each head
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (user_id, storage_id, doc)
);
CREATE INDEX interop_peer_doc ON interop_peer (doc);

CREATE TABLE interop_actor (
    doc UUID NOT NULL,
    epoch BIGINT NOT NULL,
    actor BYTEA NOT NULL,               -- chosen by the client, bound to the person who used it first
    user_id UUID NOT NULL,
    bound_at BIGINT NOT NULL,
    PRIMARY KEY (doc, epoch, actor)
);

CREATE TABLE interop_ticket (
    ticket_hash BYTEA NOT NULL PRIMARY KEY, -- SHA-256 of the ticket; the row goes with its use
    session_id UUID NOT NULL,           -- the session that asked for it
    until_at BIGINT NOT NULL
);
CREATE INDEX interop_ticket_until ON interop_ticket (until_at);

-- Digest: how the fingerprints of documents moved, so that the sum of a reader's documents follows what changed and costs no
-- walk over all of them. Old rows may go at any time: whoever needs them walks once.
CREATE TABLE fp_log (
    pos_tx BIGINT NOT NULL,
    pos_id BIGINT NOT NULL,
    doc UUID NOT NULL,
    was BYTEA NOT NULL,                 -- fingerprint before, 16 bytes; zeros where the document was made here
    fp BYTEA NOT NULL,                  -- fingerprint after
    PRIMARY KEY (pos_tx, pos_id, doc)
);
