-- Schema 1 of the sync server. The twin in ../server-sqlite has the same tables, columns, nullability and indexes.
-- Units: *_at and *_until are milliseconds since 1970-01-01 UTC; ids are 16 bytes; hashes are SHA-256 (32 bytes).
-- "sealed" = zstd, then AES-256-GCM under the document's key (AAD: purpose, tenant, document, epoch, seq, hash).
-- A position is (pos_tx, pos_id); pos_tx is the transaction id here and 0 on SQLite;
-- a reader takes only positions whose transaction lies below every running one, so a late commit is never skipped.

CREATE TABLE cluster (
    epoch BIGINT NOT NULL PRIMARY KEY, -- raised when the server is restored to an older state; tokens carry it
    since_at BIGINT NOT NULL           -- 0 for the first
);
INSERT INTO cluster (epoch, since_at) VALUES (1, 0);

CREATE TABLE counter (
    name TEXT NOT NULL PRIMARY KEY,     -- 'position': unused here, pos_seq gives the numbers; kept so that both engines have one schema
    n BIGINT NOT NULL
);
INSERT INTO counter (name, n) VALUES ('position', 0);

CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY,     -- name of a site setting
    value TEXT NOT NULL,                -- JSON
    changed_at BIGINT NOT NULL
);

CREATE TABLE user_account (
    user_id UUID NOT NULL PRIMARY KEY,
    tenant UUID NOT NULL,
    role BIGINT NOT NULL,              -- role number of satchel-model
    patient UUID,                       -- the patient this person is (role patient) or speaks for (trusted person)
    login_hash BYTEA NOT NULL,           -- keyed hash of the folded sign-in name: names and mail stay out of clear columns
    password TEXT,                      -- Argon2id PHC string; null until set
    profile BYTEA,                       -- name and mail, sealed under the tenant key
    status BIGINT NOT NULL,            -- 1 active, 2 suspended
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX user_account_login ON user_account (tenant, login_hash);
CREATE INDEX user_account_patient ON user_account (patient);

CREATE TABLE session (
    session_id UUID NOT NULL PRIMARY KEY,
    user_id UUID NOT NULL,
    device UUID,                        -- null for a browser login
    access_hash BYTEA NOT NULL,          -- SHA-256 of the access token; the token itself is never stored
    refresh_hash BYTEA NOT NULL,         -- SHA-256 of the current refresh token
    created_at BIGINT NOT NULL,
    access_until BIGINT NOT NULL,
    refresh_until BIGINT NOT NULL,
    ended_at BIGINT,
    end_reason TEXT                     -- stable word: signed_out, reuse, revoked, enrolled
);
CREATE UNIQUE INDEX session_access ON session (access_hash);
CREATE UNIQUE INDEX session_refresh ON session (refresh_hash);
CREATE INDEX session_of_user ON session (user_id);
CREATE INDEX session_of_device ON session (device);

CREATE TABLE invitation (
    invitation_id UUID NOT NULL PRIMARY KEY,
    tenant UUID NOT NULL,
    code_hash BYTEA NOT NULL,            -- SHA-256 of the code
    role BIGINT NOT NULL,
    patient UUID,                       -- for patients and trusted persons
    profile BYTEA,                       -- sealed under the tenant key
    created_by UUID,                    -- null: the set-up code of a new server
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    used_by UUID,
    revoked_at BIGINT
);
CREATE UNIQUE INDEX invitation_code ON invitation (code_hash);

CREATE TABLE device (
    device UUID NOT NULL PRIMARY KEY,
    tenant UUID NOT NULL,
    user_id UUID NOT NULL,
    role BIGINT NOT NULL,              -- the person's role when the certificate was made
    machine BYTEA,                       -- groups the vaults of one machine
    pub BYTEA NOT NULL,                  -- Ed25519 public key, 32 bytes
    cert BYTEA NOT NULL,                 -- device certificate as signed
    label BYTEA,                         -- sealed under the tenant key
    status BIGINT NOT NULL,            -- 1 active, 2 revoked, 3 blocked by a forked chain
    enrolled_at BIGINT NOT NULL,
    revoked_at BIGINT,
    reason TEXT,                        -- stable word: lost, replaced, left, forked
    ctr_hw BIGINT NOT NULL,            -- highest device_ctr with a verdict; 0 = none
    chain BYTEA NOT NULL,                -- hash of the envelope with that counter; 32 zero bytes = none
    beacon_min BIGINT NOT NULL,        -- a higher counter must carry a beacon at least this new; 0 = none
    incarnation BIGINT NOT NULL,                   -- how often its store was found restored or copied
    token_tx BIGINT NOT NULL,          -- position the device has confirmed, for "elsewhere"
    token_id BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    seen_at BIGINT                     -- last contact
);
CREATE UNIQUE INDEX device_pub ON device (pub);
CREATE INDEX device_user ON device (user_id);
CREATE INDEX device_token ON device (token_tx, token_id);

CREATE TABLE grp (
    grp UUID NOT NULL PRIMARY KEY,
    tenant UUID NOT NULL,
    kind BIGINT NOT NULL,              -- 1 clinic, 2 patient-self
    subject UUID NOT NULL               -- tenant id of a clinic, patient id of patient-self
);
CREATE UNIQUE INDEX grp_subject ON grp (tenant, kind, subject);

CREATE TABLE grp_member (
    grp UUID NOT NULL,
    user_id UUID NOT NULL,
    role BIGINT NOT NULL,              -- role in which this person is in the group
    since_at BIGINT NOT NULL,
    until_at BIGINT,                   -- null: until removed
    since_tx BIGINT NOT NULL,          -- position of joining: documents of the group are new to tokens before it
    since_id BIGINT NOT NULL,
    PRIMARY KEY (grp, user_id)
);
CREATE INDEX grp_member_user ON grp_member (user_id);

CREATE TABLE document (
    doc UUID NOT NULL PRIMARY KEY,
    tenant UUID NOT NULL,
    type BIGINT NOT NULL,              -- document type number of satchel-model
    patient UUID,                       -- null: of no patient (directory, schedule, audit)
    owner UUID,                         -- user whose the document is (audit: of the device); null: nobody's
    epoch BIGINT NOT NULL,             -- incarnation; 0 in this version
    schema BIGINT NOT NULL,            -- schema the epoch was born with
    state BIGINT NOT NULL,             -- 1 live, 2 final, 3 frozen (under repair), 4 erased
    hold BIGINT NOT NULL,              -- 1: legal hold, refuses erasure
    head_seq BIGINT NOT NULL,          -- highest seq of the log; 0 = only the computed genesis
    heads BYTEA NOT NULL,                -- sorted change hashes, 32 bytes each
    env_root BYTEA NOT NULL,             -- running hash over the accepted envelopes
    fp BYTEA NOT NULL,                   -- fingerprint of the accepted state, 16 bytes
    bytes_log BIGINT NOT NULL,         -- sum of raw item bytes
    bytes_full BIGINT NOT NULL,        -- size of the last full made; 0 = none yet
    dek UUID NOT NULL,                  -- document key in the key store
    card BYTEA,                          -- sealed list row of an admin document
    last_tx BIGINT NOT NULL,           -- position of the newest item, and of the creation while there is none
    last_id BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX document_patient ON document (patient, type);
CREATE INDEX document_feed ON document (last_tx, last_id);

CREATE TABLE doc_grp (
    grp UUID NOT NULL,
    doc UUID NOT NULL,
    since_tx BIGINT NOT NULL,          -- position of joining: the document is new to tokens before it
    since_id BIGINT NOT NULL,
    last_tx BIGINT NOT NULL,           -- document.last_*, repeated so that a feed costs what changed
    last_id BIGINT NOT NULL,
    PRIMARY KEY (grp, doc)
);
CREATE INDEX doc_grp_feed ON doc_grp (grp, last_tx, last_id);
CREATE INDEX doc_grp_doc ON doc_grp (doc);

CREATE TABLE access_event (
    pos_tx BIGINT NOT NULL,
    pos_id BIGINT NOT NULL,
    kind BIGINT NOT NULL,              -- 1 member added, 2 member removed, 3 document added, 4 document removed
    grp UUID NOT NULL,
    user_id UUID,                       -- for kinds 1 and 2
    doc UUID,                           -- for kinds 3 and 4
    reason BIGINT NOT NULL,            -- grant reason number of satchel-protocol
    at BIGINT NOT NULL,
    PRIMARY KEY (pos_tx, pos_id)
);
CREATE INDEX access_event_grp ON access_event (grp, pos_tx, pos_id);

CREATE TABLE change (
    doc UUID NOT NULL,
    epoch BIGINT NOT NULL,
    seq BIGINT NOT NULL,               -- dense from 1 within (doc, epoch)
    kind BIGINT NOT NULL,              -- item kind: change, entry, row
    class BIGINT NOT NULL,             -- 1 device, 2 session, 3 server
    hash BYTEA NOT NULL,                 -- change hash, or hash of the body
    deps BYTEA NOT NULL,                 -- hashes this change builds on, 32 bytes each; empty for entries and rows
    actor BYTEA,                         -- null for entries and rows, which unique indexes skip on both engines
    actor_seq BIGINT,
    start_op BIGINT,
    max_op BIGINT,
    device UUID NOT NULL,               -- tenant id where the server signed
    device_ctr BIGINT,                 -- null where the server signed
    env BYTEA NOT NULL,                  -- canonical envelope
    sig BYTEA NOT NULL,                  -- Ed25519, 64 bytes
    body BYTEA NOT NULL,                 -- sealed
    raw_len BIGINT NOT NULL,           -- bytes of the body before zstd and sealing
    received_at BIGINT NOT NULL,       -- not after
    beacon_at BIGINT NOT NULL,         -- not before: time of the newest beacon the device had seen
    claimed_at BIGINT NOT NULL,        -- the device's own claim, for display
    flags BIGINT NOT NULL,             -- bit 0: claimed time lies outside [beacon_at - 5 min, received_at + 5 min]
    pos_tx BIGINT NOT NULL,
    pos_id BIGINT NOT NULL,
    PRIMARY KEY (doc, epoch, seq)
);
CREATE UNIQUE INDEX change_hash ON change (doc, hash);
CREATE UNIQUE INDEX change_actor ON change (doc, epoch, actor, actor_seq);
CREATE UNIQUE INDEX change_device ON change (device, device_ctr);
CREATE INDEX change_feed ON change (doc, pos_tx, pos_id);

CREATE TABLE actor (
    doc UUID NOT NULL,
    epoch BIGINT NOT NULL,
    actor BYTEA NOT NULL,
    device UUID NOT NULL,
    actor_epoch BIGINT NOT NULL,       -- never falls for one device in one document
    last_seq BIGINT NOT NULL,
    PRIMARY KEY (doc, epoch, actor)
);

CREATE TABLE snapshot (
    doc UUID NOT NULL,
    epoch BIGINT NOT NULL,
    upto_seq BIGINT NOT NULL,          -- accepted state up to this item
    body BYTEA NOT NULL,                 -- sealed; rebuilt from change when sha256 or load fails
    raw_len BIGINT NOT NULL,           -- bytes before zstd and sealing
    sha256 BYTEA NOT NULL,               -- of the raw bytes
    made_at BIGINT NOT NULL,
    verified_at BIGINT,                -- last time it loaded with the heads of the log
    PRIMARY KEY (doc, epoch, upto_seq)
);

CREATE TABLE intent (
    device UUID NOT NULL,
    device_ctr BIGINT NOT NULL,
    doc UUID NOT NULL,                  -- the document the envelope names
    cmd_kind BIGINT NOT NULL,          -- command number of satchel-protocol
    env BYTEA NOT NULL,
    sig BYTEA NOT NULL,
    body BYTEA NOT NULL,                 -- sealed under the key of the device's audit document
    received_at BIGINT NOT NULL,
    PRIMARY KEY (device, device_ctr)
);

CREATE TABLE verdict (
    device UUID NOT NULL,
    device_ctr BIGINT NOT NULL,
    env_hash BYTEA NOT NULL,             -- the device's chain stays provable also over refused items
    doc UUID NOT NULL,
    hash BYTEA NOT NULL,                 -- of the item
    state BIGINT NOT NULL,             -- 1 ok, 2 refused, 3 held; 1 and 2 are final and never change
    code BIGINT,                       -- error code number of satchel-protocol; null when ok
    detail TEXT,                        -- stable word naming the rule or place; no content
    result BYTEA,                        -- what an intent brought, canonical CBOR
    in_review BIGINT NOT NULL,         -- 1: the item is kept in review
    seq BIGINT,                        -- place in the document's log when ok
    pos_tx BIGINT,
    pos_id BIGINT,
    at BIGINT NOT NULL,
    PRIMARY KEY (device, device_ctr)
);
CREATE INDEX verdict_hash ON verdict (doc, hash);

CREATE TABLE review (
    item UUID NOT NULL PRIMARY KEY,
    tenant UUID NOT NULL,
    device UUID NOT NULL,
    device_ctr BIGINT NOT NULL,
    doc UUID NOT NULL,                  -- as the envelope says; need not exist
    dek UUID NOT NULL,                  -- key of the document, or of the device's audit document where there is none
    key_doc UUID NOT NULL,              -- document that key belongs to
    env BYTEA NOT NULL,
    env_hash BYTEA NOT NULL,             -- two envelopes under one counter are two items: a forked chain
    sig BYTEA NOT NULL,
    body BYTEA NOT NULL,                 -- sealed
    cmd BYTEA,                           -- sealed command, where it was sent
    code BIGINT NOT NULL,              -- error code number: why it is here
    state BIGINT NOT NULL,             -- 1 open, 2 accepted (re-authored), 3 dismissed, 4 held for a sick document
    received_at BIGINT NOT NULL,
    reviewer UUID,
    decided_at BIGINT
);
CREATE UNIQUE INDEX review_item ON review (device, device_ctr, env_hash);
CREATE INDEX review_state ON review (tenant, state, received_at);

CREATE TABLE audit_leaf (
    id UUID NOT NULL PRIMARY KEY,
    tenant UUID NOT NULL,
    at BIGINT NOT NULL,
    kind BIGINT NOT NULL,              -- event number of satchel-model
    user_id UUID,
    device UUID,
    device_ctr BIGINT,
    doc UUID,
    leaf BYTEA NOT NULL,                 -- canonical CBOR of the event
    hash BYTEA NOT NULL,                 -- SHA-256(0x00 || leaf), RFC 6962
    pos_tx BIGINT NOT NULL,
    pos_id BIGINT NOT NULL
);
CREATE UNIQUE INDEX audit_leaf_pos ON audit_leaf (pos_tx, pos_id);
CREATE INDEX audit_leaf_doc ON audit_leaf (doc, at);
CREATE INDEX audit_leaf_device ON audit_leaf (device, device_ctr);

CREATE TABLE audit_index (
    tenant UUID NOT NULL,
    idx BIGINT NOT NULL,               -- dense from 0; given by the sequencer in position order
    id UUID NOT NULL,
    hash BYTEA NOT NULL,                 -- the leaf's, so that a lost leaf shows
    PRIMARY KEY (tenant, idx)
);
CREATE UNIQUE INDEX audit_index_leaf ON audit_index (id);

CREATE TABLE outbox (
    pos_tx BIGINT NOT NULL,
    pos_id BIGINT NOT NULL,
    topic TEXT NOT NULL,                -- stable word of the effect
    payload BYTEA NOT NULL,              -- canonical CBOR; ids and counters only
    PRIMARY KEY (pos_tx, pos_id)
);

CREATE TABLE job (
    job UUID NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,                 -- stable word
    dedupe TEXT,                        -- one waiting job per value; null: no limit
    payload BYTEA NOT NULL,              -- canonical CBOR; ids and counters only
    state BIGINT NOT NULL,             -- 1 waiting, 2 running, 3 done, 4 given up
    run_at BIGINT NOT NULL,            -- not before
    lock_until BIGINT,                 -- running: until then it belongs to its worker
    attempts BIGINT NOT NULL,
    attempts_max BIGINT NOT NULL,
    code TEXT,                          -- stable word of the last failure
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX job_dedupe ON job (dedupe);
CREATE INDEX job_due ON job (state, run_at);

CREATE TABLE import (
    source TEXT NOT NULL,               -- stable name of where it came from
    type TEXT NOT NULL,                 -- resource type there
    id TEXT NOT NULL,                   -- resource id there
    hash BYTEA NOT NULL,                 -- of the resource as imported: equal = unchanged
    doc UUID NOT NULL,                  -- document it became part of
    item UUID,                          -- entity inside the document; null: the document itself
    imported_at BIGINT NOT NULL,
    PRIMARY KEY (source, type, id)
);
CREATE INDEX import_doc ON import (doc);

CREATE SEQUENCE pos_seq AS BIGINT CACHE 1;

CREATE FUNCTION audit_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is append-only';
END $$;
CREATE TRIGGER audit_leaf_keep BEFORE UPDATE OR DELETE ON audit_leaf FOR EACH ROW EXECUTE FUNCTION audit_keep();
CREATE TRIGGER audit_leaf_keep_all BEFORE TRUNCATE ON audit_leaf FOR EACH STATEMENT EXECUTE FUNCTION audit_keep();
CREATE TRIGGER audit_index_keep BEFORE UPDATE OR DELETE ON audit_index FOR EACH ROW EXECUTE FUNCTION audit_keep();
CREATE TRIGGER audit_index_keep_all BEFORE TRUNCATE ON audit_index FOR EACH STATEMENT EXECUTE FUNCTION audit_keep();
