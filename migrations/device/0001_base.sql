-- The device's encrypted store, schema 1. One file is one person's vault on one machine.
-- Ids are 16 raw bytes, hashes 32. Times are milliseconds since 1970-01-01T00:00:00Z. Numbers of kinds, types and
-- states are those of satchel-protocol and satchel-model; a number is never used again.

-- Who this vault belongs to. Exactly one row, written at enrolment.
CREATE TABLE identity (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    tenant BLOB NOT NULL,        -- the organisation
    device BLOB NOT NULL,        -- this enrolment; also the id of its audit document
    user BLOB NOT NULL,          -- the person
    role INTEGER NOT NULL,       -- person role number
    patient BLOB,                -- the person's own patient id, for patients only
    login TEXT NOT NULL,         -- sign-in name, for signing in again
    label TEXT NOT NULL,         -- the person's display name
    server TEXT NOT NULL,        -- address of the server, https://host:port
    spki BLOB NOT NULL,          -- SHA-256 of the server's public key info: the pin
    alg INTEGER NOT NULL,        -- 1 = Ed25519 seed; leaves room for keys in hardware
    seed BLOB NOT NULL,          -- the device's signing seed
    cert BLOB NOT NULL,          -- device certificate, canonical CBOR
    tenant_key BLOB NOT NULL,    -- the tenant's public key, which signs checkpoints, beacons, certificates
    created_at INTEGER NOT NULL  -- device clock at enrolment
) STRICT;

-- Where this device stands. Exactly one row.
CREATE TABLE cursor (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    token BLOB,                  -- opaque place in the feed; null = nothing downloaded yet
    cluster_epoch INTEGER NOT NULL DEFAULT 0, -- incarnation of the server's store
    beacon BLOB,                 -- newest signed server time seen: its id
    beacon_at INTEGER NOT NULL DEFAULT 0,     -- and its moment; the guard against clock rollback
    lease BLOB,                  -- signed lease, canonical CBOR
    lease_until INTEGER NOT NULL DEFAULT 0,   -- moment after which the vault locks; 0 = none yet
    elsewhere_tx INTEGER NOT NULL DEFAULT 0,  -- own items up to this place in the feed are on other devices
    elsewhere_id INTEGER NOT NULL DEFAULT 0,
    incarnation BLOB NOT NULL,   -- 16 random bytes that the keystore holds too: a restored copy differs
    restored INTEGER NOT NULL DEFAULT 0,      -- how often they differed
    next_ctr INTEGER NOT NULL DEFAULT 1,      -- next device counter, dense from 1
    prev_env BLOB NOT NULL,      -- hash of the newest own envelope, zero before the first
    hlc INTEGER NOT NULL DEFAULT 0,           -- newest hybrid clock value given
    access BLOB,                 -- access token for the server
    access_until INTEGER NOT NULL DEFAULT 0,
    refresh BLOB,                -- single-use refresh token
    sent_at INTEGER,             -- moment of the last verdict `ok`, for the screen
    pulled_at INTEGER,           -- moment of the last committed checkpoint
    offline_since INTEGER        -- since when no contact succeeded; null = in contact
) STRICT;

-- What this device holds of each document.
CREATE TABLE document (
    doc BLOB PRIMARY KEY,
    type INTEGER NOT NULL,       -- document type number
    patient BLOB,                -- whom it is about
    epoch INTEGER NOT NULL,      -- the document's incarnation
    schema INTEGER NOT NULL,     -- schema its genesis was born with
    state INTEGER NOT NULL,      -- 1 live, 2 final, 3 frozen, 4 erased, 5 read only, 6 unreadable (bytes kept)
    base_seq INTEGER NOT NULL,   -- newest accepted item held; 0 = none
    fp BLOB,                     -- fingerprint the server told
    env_root BLOB,               -- running hash over the accepted envelopes, as the server told
    role INTEGER,                -- role of the grant; null = own, not yet confirmed
    until INTEGER,               -- end of the grant; null = open
    card BLOB,                   -- list row of an admin document as downloaded
    stale INTEGER NOT NULL DEFAULT 0, -- 1 = views lag behind base + pending
    opened_at INTEGER            -- last opened here, for the order of download and purge
) STRICT, WITHOUT ROWID;
CREATE INDEX document_patient ON document (patient, type);
CREATE INDEX document_stale ON document (stale, opened_at) WHERE stale = 1;

-- Accepted items in log order, as the server accepted them. Written only while a checkpoint is applied.
CREATE TABLE base_item (
    doc BLOB NOT NULL,
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,        -- place in the document's log, from 1
    kind INTEGER NOT NULL,       -- 1 change, 2 entry, 3 intent, 4 row
    hash BLOB NOT NULL,
    body BLOB NOT NULL,
    meta BLOB NOT NULL,          -- canonical CBOR array: device, user, role, received, beacon, claimed, flags
    PRIMARY KEY (doc, epoch, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX base_item_hash ON base_item (doc, hash);

-- The accepted state up to a place in the log, as downloaded in one piece. Newest only.
CREATE TABLE snapshot (
    doc BLOB NOT NULL UNIQUE,
    epoch INTEGER NOT NULL,
    upto_seq INTEGER NOT NULL,
    body BLOB NOT NULL           -- first byte 0 = plain, 1 = zstd
) STRICT;

-- Which actor belongs to whom in a document: attribution of values in a snapshot.
CREATE TABLE doc_actor (
    doc BLOB NOT NULL,
    actor BLOB NOT NULL,
    device BLOB NOT NULL,
    user BLOB NOT NULL,
    role INTEGER NOT NULL,       -- person role they acted in
    PRIMARY KEY (doc, actor)
) STRICT, WITHOUT ROWID;

-- Who and when of single changes inside a snapshot, for values that stand in a conflict.
CREATE TABLE change_note (
    doc BLOB NOT NULL,
    change BLOB NOT NULL,        -- the change's hash
    meta BLOB NOT NULL,          -- as base_item.meta
    PRIMARY KEY (doc, change)
) STRICT, WITHOUT ROWID;

-- Our own actor's incarnation in a document; raised by each rebase.
CREATE TABLE actor_epoch (
    doc BLOB NOT NULL,
    epoch INTEGER NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (doc, epoch)
) STRICT, WITHOUT ROWID;

-- Own items without a settled verdict. Only verdicts take rows away.
CREATE TABLE pending (
    ctr INTEGER PRIMARY KEY,     -- device counter
    doc BLOB NOT NULL,
    type INTEGER NOT NULL,       -- document type number
    epoch INTEGER NOT NULL,
    kind INTEGER NOT NULL,       -- 1 change, 2 entry, 3 intent
    hash BLOB NOT NULL,
    batch_first INTEGER,         -- counter of the first item of its batch; null = alone
    batch_index INTEGER,
    batch_count INTEGER,
    cmd_kind INTEGER NOT NULL,   -- 0 = no command behind it
    command BLOB NOT NULL,       -- canonical [nonce, command]; empty = none
    body BLOB NOT NULL,
    env BLOB NOT NULL,           -- canonical envelope
    sig BLOB NOT NULL,
    state INTEGER NOT NULL,      -- 1 saved, 2 sent (accepted at seq, base not there yet), 3 held by the server, 4 refused beside its cone
    seq INTEGER,                 -- place given by the server
    tries INTEGER NOT NULL DEFAULT 0, -- refusals so far of the command behind it
    at INTEGER NOT NULL          -- device clock when it was saved
) STRICT;
CREATE INDEX pending_doc ON pending (doc, ctr);

-- Own accepted items, kept for a server that was restored to an older state.
CREATE TABLE accepted_own (
    ctr INTEGER PRIMARY KEY,
    doc BLOB NOT NULL,
    env BLOB NOT NULL,
    sig BLOB NOT NULL,
    body BLOB NOT NULL,
    seq INTEGER NOT NULL,
    type INTEGER NOT NULL,       -- document type number
    pos_tx INTEGER NOT NULL,     -- place in the server's feed, with pos_id: tells when other devices hold it
    pos_id INTEGER NOT NULL,
    until INTEGER NOT NULL       -- may go after this moment
) STRICT;

-- Own items that were refused, with their reason. Only a person removes one.
CREATE TABLE quarantine (
    ctr INTEGER PRIMARY KEY,     -- device counter of the refused item
    doc BLOB NOT NULL,
    type INTEGER NOT NULL,
    hash BLOB NOT NULL,          -- of the item: a repaired item names it in rebased_from
    code TEXT NOT NULL,          -- error code
    detail TEXT,                 -- arguments of the reason, JSON, no clinical content
    cmd_kind INTEGER NOT NULL,
    command BLOB NOT NULL,       -- canonical [nonce, command]; empty = none
    body BLOB NOT NULL,
    at INTEGER NOT NULL          -- when the refusal was learnt
) STRICT;

-- Rights on documents, as told by the server.
CREATE TABLE grant_held (
    doc BLOB PRIMARY KEY,
    role INTEGER NOT NULL,
    until INTEGER,               -- null = open
    reason INTEGER NOT NULL      -- why: 1 team, 2 proxy, 3 released, 4 break-glass
) STRICT, WITHOUT ROWID;

-- Names to show for authors.
CREATE TABLE peer_name (
    device BLOB PRIMARY KEY,
    user BLOB NOT NULL,
    label TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Unsent text, as typed. Survives lock, crash and a full disk's refusal.
CREATE TABLE draft (
    key TEXT PRIMARY KEY,        -- opaque name chosen by the screen
    body TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Open conflicts: one line for each disputed place or rule across items.
CREATE TABLE conflict (
    doc BLOB NOT NULL,
    path TEXT NOT NULL,          -- place in the document, JSON array of keys
    kind INTEGER NOT NULL,       -- 1 decision, 2 review
    patient BLOB,
    rule TEXT NOT NULL,          -- which rule raised it
    body TEXT NOT NULL,          -- alternatives and their authors, JSON
    PRIMARY KEY (doc, path, rule)
) STRICT, WITHOUT ROWID;
CREATE INDEX conflict_patient ON conflict (patient);

-- List row of each patient.
CREATE TABLE view_patient (
    id INTEGER PRIMARY KEY,      -- row of the search index
    doc BLOB NOT NULL UNIQUE,    -- the admin document
    sort TEXT NOT NULL,          -- folded family and given name
    birth TEXT NOT NULL,         -- birth date as written, may be partial or empty
    body TEXT NOT NULL,          -- the row as shown, JSON
    words TEXT NOT NULL          -- exactly what the search index holds for it
) STRICT;
CREATE INDEX view_patient_sort ON view_patient (sort);

-- Rows of charts, timelines and lists: one per thing shown.
CREATE TABLE view_item (
    doc BLOB NOT NULL,
    list TEXT NOT NULL,          -- allergies, problems, medicines, notes, ...
    item BLOB NOT NULL,          -- id of the thing; for a list's own summary row 16 zero bytes
    patient BLOB,
    at INTEGER NOT NULL,         -- clinical time for the order; 0 = none
    body TEXT NOT NULL,          -- the thing as shown, JSON
    PRIMARY KEY (doc, list, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX view_item_patient ON view_item (patient, list, at);

-- Patients by name, number, birth date, phone. Marks stay inside words, for scripts that write vowels as marks.
CREATE VIRTUAL TABLE search USING fts5 (
    words,
    content = 'view_patient', content_rowid = 'id',
    prefix = '1 2 3',
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
);
