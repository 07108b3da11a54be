-- Schema 1 of the sync server. The twin in ../server-postgres has the same tables, columns, nullability and indexes.
-- Units: *_at and *_until are milliseconds since 1970-01-01 UTC; ids are 16 bytes; hashes are SHA-256 (32 bytes).
-- "sealed" = zstd, then AES-256-GCM under the document's key (AAD: purpose, tenant, document, epoch, seq, hash).
-- A position is (pos_tx, pos_id); pos_tx is 0 here and the transaction id on PostgreSQL.

CREATE TABLE cluster (
    epoch INTEGER NOT NULL PRIMARY KEY, -- raised when the server is restored to an older state; tokens carry it
    since_at INTEGER NOT NULL           -- 0 for the first
) STRICT;
INSERT INTO cluster (epoch, since_at) VALUES (1, 0);

CREATE TABLE counter (
    name TEXT NOT NULL PRIMARY KEY,     -- 'position': the last pos_id given out (PostgreSQL uses the sequence pos_seq instead)
    n INTEGER NOT NULL
) STRICT;
INSERT INTO counter (name, n) VALUES ('position', 0);

CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY,     -- name of a site setting
    value TEXT NOT NULL,                -- JSON
    changed_at INTEGER NOT NULL
) STRICT;

CREATE TABLE user_account (
    user_id BLOB NOT NULL PRIMARY KEY,
    tenant BLOB NOT NULL,
    role INTEGER NOT NULL,              -- role number of satchel-model
    patient BLOB,                       -- the patient this person is (role patient) or speaks for (trusted person)
    login_hash BLOB NOT NULL,           -- keyed hash of the folded sign-in name: names and mail stay out of clear columns
    password TEXT,                      -- Argon2id PHC string; null until set
    profile BLOB,                       -- name and mail, sealed under the tenant key
    status INTEGER NOT NULL,            -- 1 active, 2 suspended
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX user_account_login ON user_account (tenant, login_hash);
CREATE INDEX user_account_patient ON user_account (patient);

CREATE TABLE session (
    session_id BLOB NOT NULL PRIMARY KEY,
    user_id BLOB NOT NULL,
    device BLOB,                        -- null for a browser login
    access_hash BLOB NOT NULL,          -- SHA-256 of the access token; the token itself is never stored
    refresh_hash BLOB NOT NULL,         -- SHA-256 of the current refresh token
    created_at INTEGER NOT NULL,
    access_until INTEGER NOT NULL,
    refresh_until INTEGER NOT NULL,
    ended_at INTEGER,
    end_reason TEXT                     -- stable word: signed_out, reuse, revoked, enrolled
) STRICT;
CREATE UNIQUE INDEX session_access ON session (access_hash);
CREATE UNIQUE INDEX session_refresh ON session (refresh_hash);
CREATE INDEX session_of_user ON session (user_id);
CREATE INDEX session_of_device ON session (device);

CREATE TABLE invitation (
    invitation_id BLOB NOT NULL PRIMARY KEY,
    tenant BLOB NOT NULL,
    code_hash BLOB NOT NULL,            -- SHA-256 of the code
    role INTEGER NOT NULL,
    patient BLOB,                       -- for patients and trusted persons
    profile BLOB,                       -- sealed under the tenant key
    created_by BLOB,                    -- null: the set-up code of a new server
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    used_by BLOB,
    revoked_at INTEGER
) STRICT;
CREATE UNIQUE INDEX invitation_code ON invitation (code_hash);

CREATE TABLE device (
    device BLOB NOT NULL PRIMARY KEY,
    tenant BLOB NOT NULL,
    user_id BLOB NOT NULL,
    role INTEGER NOT NULL,              -- the person's role when the certificate was made
    machine BLOB,                       -- groups the vaults of one machine
    pub BLOB NOT NULL,                  -- Ed25519 public key, 32 bytes
    cert BLOB NOT NULL,                 -- device certificate as signed
    label BLOB,                         -- sealed under the tenant key
    status INTEGER NOT NULL,            -- 1 active, 2 revoked, 3 blocked by a forked chain
    enrolled_at INTEGER NOT NULL,
    revoked_at INTEGER,
    reason TEXT,                        -- stable word: lost, replaced, left, forked
    ctr_hw INTEGER NOT NULL,            -- highest device_ctr with a verdict; 0 = none
    chain BLOB NOT NULL,                -- hash of the envelope with that counter; 32 zero bytes = none
    beacon_min INTEGER NOT NULL,        -- a higher counter must carry a beacon at least this new; 0 = none
    incarnation INTEGER NOT NULL,                   -- how often its store was found restored or copied
    token_tx INTEGER NOT NULL,          -- position the device has confirmed, for "elsewhere"
    token_id INTEGER NOT NULL,
    lease_until INTEGER NOT NULL,
    seen_at INTEGER                     -- last contact
) STRICT;
CREATE UNIQUE INDEX device_pub ON device (pub);
CREATE INDEX device_user ON device (user_id);
CREATE INDEX device_token ON device (token_tx, token_id);

CREATE TABLE grp (
    grp BLOB NOT NULL PRIMARY KEY,
    tenant BLOB NOT NULL,
    kind INTEGER NOT NULL,              -- 1 clinic, 2 patient-self
    subject BLOB NOT NULL               -- tenant id of a clinic, patient id of patient-self
) STRICT;
CREATE UNIQUE INDEX grp_subject ON grp (tenant, kind, subject);

CREATE TABLE grp_member (
    grp BLOB NOT NULL,
    user_id BLOB NOT NULL,
    role INTEGER NOT NULL,              -- role in which this person is in the group
    since_at INTEGER NOT NULL,
    until_at INTEGER,                   -- null: until removed
    since_tx INTEGER NOT NULL,          -- position of joining: documents of the group are new to tokens before it
    since_id INTEGER NOT NULL,
    PRIMARY KEY (grp, user_id)
) STRICT;
CREATE INDEX grp_member_user ON grp_member (user_id);

CREATE TABLE document (
    doc BLOB NOT NULL PRIMARY KEY,
    tenant BLOB NOT NULL,
    type INTEGER NOT NULL,              -- document type number of satchel-model
    patient BLOB,                       -- null: of no patient (directory, schedule, audit)
    owner BLOB,                         -- user whose the document is (audit: of the device); null: nobody's
    epoch INTEGER NOT NULL,             -- incarnation; 0 in this version
    schema INTEGER NOT NULL,            -- schema the epoch was born with
    state INTEGER NOT NULL,             -- 1 live, 2 final, 3 frozen (under repair), 4 erased
    hold INTEGER NOT NULL,              -- 1: legal hold, refuses erasure
    head_seq INTEGER NOT NULL,          -- highest seq of the log; 0 = only the computed genesis
    heads BLOB NOT NULL,                -- sorted change hashes, 32 bytes each
    env_root BLOB NOT NULL,             -- running hash over the accepted envelopes
    fp BLOB NOT NULL,                   -- fingerprint of the accepted state, 16 bytes
    bytes_log INTEGER NOT NULL,         -- sum of raw item bytes
    bytes_full INTEGER NOT NULL,        -- size of the last full made; 0 = none yet
    dek BLOB NOT NULL,                  -- document key in the key store
    card BLOB,                          -- sealed list row of an admin document
    last_tx INTEGER NOT NULL,           -- position of the newest item, and of the creation while there is none
    last_id INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX document_patient ON document (patient, type);
CREATE INDEX document_feed ON document (last_tx, last_id);

CREATE TABLE doc_grp (
    grp BLOB NOT NULL,
    doc BLOB NOT NULL,
    since_tx INTEGER NOT NULL,          -- position of joining: the document is new to tokens before it
    since_id INTEGER NOT NULL,
    last_tx INTEGER NOT NULL,           -- document.last_*, repeated so that a feed costs what changed
    last_id INTEGER NOT NULL,
    PRIMARY KEY (grp, doc)
) STRICT;
CREATE INDEX doc_grp_feed ON doc_grp (grp, last_tx, last_id);
CREATE INDEX doc_grp_doc ON doc_grp (doc);

CREATE TABLE access_event (
    pos_tx INTEGER NOT NULL,
    pos_id INTEGER NOT NULL,
    kind INTEGER NOT NULL,              -- 1 member added, 2 member removed, 3 document added, 4 document removed
    grp BLOB NOT NULL,
    user_id BLOB,                       -- for kinds 1 and 2
    doc BLOB,                           -- for kinds 3 and 4
    reason INTEGER NOT NULL,            -- grant reason number of satchel-protocol
    at INTEGER NOT NULL,
    PRIMARY KEY (pos_tx, pos_id)
) STRICT;
CREATE INDEX access_event_grp ON access_event (grp, pos_tx, pos_id);

CREATE TABLE change (
    doc BLOB NOT NULL,
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,               -- dense from 1 within (doc, epoch)
    kind INTEGER NOT NULL,              -- item kind: change, entry, row
    class INTEGER NOT NULL,             -- 1 device, 2 session, 3 server
    hash BLOB NOT NULL,                 -- change hash, or hash of the body
    deps BLOB NOT NULL,                 -- hashes this change builds on, 32 bytes each; empty for entries and rows
    actor BLOB,                         -- null for entries and rows, which unique indexes skip on both engines
    actor_seq INTEGER,
    start_op INTEGER,
    max_op INTEGER,
    device BLOB NOT NULL,               -- tenant id where the server signed
    device_ctr INTEGER,                 -- null where the server signed
    env BLOB NOT NULL,                  -- canonical envelope
    sig BLOB NOT NULL,                  -- Ed25519, 64 bytes
    body BLOB NOT NULL,                 -- sealed
    raw_len INTEGER NOT NULL,           -- bytes of the body before zstd and sealing
    received_at INTEGER NOT NULL,       -- not after
    beacon_at INTEGER NOT NULL,         -- not before: time of the newest beacon the device had seen
    claimed_at INTEGER NOT NULL,        -- the device's own claim, for display
    flags INTEGER NOT NULL,             -- bit 0: claimed time lies outside [beacon_at - 5 min, received_at + 5 min]
    pos_tx INTEGER NOT NULL,
    pos_id INTEGER NOT NULL,
    PRIMARY KEY (doc, epoch, seq)
) STRICT;
CREATE UNIQUE INDEX change_hash ON change (doc, hash);
CREATE UNIQUE INDEX change_actor ON change (doc, epoch, actor, actor_seq);
CREATE UNIQUE INDEX change_device ON change (device, device_ctr);
CREATE INDEX change_feed ON change (doc, pos_tx, pos_id);

CREATE TABLE actor (
    doc BLOB NOT NULL,
    epoch INTEGER NOT NULL,
    actor BLOB NOT NULL,
    device BLOB NOT NULL,
    actor_epoch INTEGER NOT NULL,       -- never falls for one device in one document
    last_seq INTEGER NOT NULL,
    PRIMARY KEY (doc, epoch, actor)
) STRICT;

CREATE TABLE snapshot (
    doc BLOB NOT NULL,
    epoch INTEGER NOT NULL,
    upto_seq INTEGER NOT NULL,          -- accepted state up to this item
    body BLOB NOT NULL,                 -- sealed; rebuilt from change when sha256 or load fails
    raw_len INTEGER NOT NULL,           -- bytes before zstd and sealing
    sha256 BLOB NOT NULL,               -- of the raw bytes
    made_at INTEGER NOT NULL,
    verified_at INTEGER,                -- last time it loaded with the heads of the log
    PRIMARY KEY (doc, epoch, upto_seq)
) STRICT;

CREATE TABLE intent (
    device BLOB NOT NULL,
    device_ctr INTEGER NOT NULL,
    doc BLOB NOT NULL,                  -- the document the envelope names
    cmd_kind INTEGER NOT NULL,          -- command number of satchel-protocol
    env BLOB NOT NULL,
    sig BLOB NOT NULL,
    body BLOB NOT NULL,                 -- sealed under the key of the device's audit document
    received_at INTEGER NOT NULL,
    PRIMARY KEY (device, device_ctr)
) STRICT;

CREATE TABLE verdict (
    device BLOB NOT NULL,
    device_ctr INTEGER NOT NULL,
    env_hash BLOB NOT NULL,             -- the device's chain stays provable also over refused items
    doc BLOB NOT NULL,
    hash BLOB NOT NULL,                 -- of the item
    state INTEGER NOT NULL,             -- 1 ok, 2 refused, 3 held; 1 and 2 are final and never change
    code INTEGER,                       -- error code number of satchel-protocol; null when ok
    detail TEXT,                        -- stable word naming the rule or place; no content
    result BLOB,                        -- what an intent brought, canonical CBOR
    in_review INTEGER NOT NULL,         -- 1: the item is kept in review
    seq INTEGER,                        -- place in the document's log when ok
    pos_tx INTEGER,
    pos_id INTEGER,
    at INTEGER NOT NULL,
    PRIMARY KEY (device, device_ctr)
) STRICT;
CREATE INDEX verdict_hash ON verdict (doc, hash);

CREATE TABLE review (
    item BLOB NOT NULL PRIMARY KEY,
    tenant BLOB NOT NULL,
    device BLOB NOT NULL,
    device_ctr INTEGER NOT NULL,
    doc BLOB NOT NULL,                  -- as the envelope says; need not exist
    dek BLOB NOT NULL,                  -- key of the document, or of the device's audit document where there is none
    key_doc BLOB NOT NULL,              -- document that key belongs to
    env BLOB NOT NULL,
    env_hash BLOB NOT NULL,             -- two envelopes under one counter are two items: a forked chain
    sig BLOB NOT NULL,
    body BLOB NOT NULL,                 -- sealed
    cmd BLOB,                           -- sealed command, where it was sent
    code INTEGER NOT NULL,              -- error code number: why it is here
    state INTEGER NOT NULL,             -- 1 open, 2 accepted (re-authored), 3 dismissed, 4 held for a sick document
    received_at INTEGER NOT NULL,
    reviewer BLOB,
    decided_at INTEGER
) STRICT;
CREATE UNIQUE INDEX review_item ON review (device, device_ctr, env_hash);
CREATE INDEX review_state ON review (tenant, state, received_at);

CREATE TABLE audit_leaf (
    id BLOB NOT NULL PRIMARY KEY,
    tenant BLOB NOT NULL,
    at INTEGER NOT NULL,
    kind INTEGER NOT NULL,              -- event number of satchel-model
    user_id BLOB,
    device BLOB,
    device_ctr INTEGER,
    doc BLOB,
    leaf BLOB NOT NULL,                 -- canonical CBOR of the event
    hash BLOB NOT NULL,                 -- SHA-256(0x00 || leaf), RFC 6962
    pos_tx INTEGER NOT NULL,
    pos_id INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX audit_leaf_pos ON audit_leaf (pos_tx, pos_id);
CREATE INDEX audit_leaf_doc ON audit_leaf (doc, at);
CREATE INDEX audit_leaf_device ON audit_leaf (device, device_ctr);
CREATE TRIGGER audit_leaf_keep_update BEFORE UPDATE ON audit_leaf
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_leaf_keep_delete BEFORE DELETE ON audit_leaf
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

CREATE TABLE audit_index (
    tenant BLOB NOT NULL,
    idx INTEGER NOT NULL,               -- dense from 0; given by the sequencer in position order
    id BLOB NOT NULL,
    hash BLOB NOT NULL,                 -- the leaf's, so that a lost leaf shows
    PRIMARY KEY (tenant, idx)
) STRICT;
CREATE UNIQUE INDEX audit_index_leaf ON audit_index (id);
CREATE TRIGGER audit_index_keep_update BEFORE UPDATE ON audit_index
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_index_keep_delete BEFORE DELETE ON audit_index
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

CREATE TABLE outbox (
    pos_tx INTEGER NOT NULL,
    pos_id INTEGER NOT NULL,
    topic TEXT NOT NULL,                -- stable word of the effect
    payload BLOB NOT NULL,              -- canonical CBOR; ids and counters only
    PRIMARY KEY (pos_tx, pos_id)
) STRICT;

CREATE TABLE job (
    job BLOB NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,                 -- stable word
    dedupe TEXT,                        -- one waiting job per value; null: no limit
    payload BLOB NOT NULL,              -- canonical CBOR; ids and counters only
    state INTEGER NOT NULL,             -- 1 waiting, 2 running, 3 done, 4 given up
    run_at INTEGER NOT NULL,            -- not before
    lock_until INTEGER,                 -- running: until then it belongs to its worker
    attempts INTEGER NOT NULL,
    attempts_max INTEGER NOT NULL,
    code TEXT,                          -- stable word of the last failure
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX job_dedupe ON job (dedupe);
CREATE INDEX job_due ON job (state, run_at);

CREATE TABLE import (
    source TEXT NOT NULL,               -- stable name of where it came from
    type TEXT NOT NULL,                 -- resource type there
    id TEXT NOT NULL,                   -- resource id there
    hash BLOB NOT NULL,                 -- of the resource as imported: equal = unchanged
    doc BLOB NOT NULL,                  -- document it became part of
    item BLOB,                          -- entity inside the document; null: the document itself
    imported_at INTEGER NOT NULL,
    PRIMARY KEY (source, type, id)
) STRICT;
CREATE INDEX import_doc ON import (doc);
