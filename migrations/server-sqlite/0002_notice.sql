-- Schema 2: notices ("there is news for you"), and how each person wants to hear of them.
-- A notice says that something is new and where, never what: its words are made where it is shown.

CREATE TABLE notice (
    notice BLOB NOT NULL PRIMARY KEY,
    user_id BLOB NOT NULL,              -- whom it is for
    kind INTEGER NOT NULL,              -- number of the kind: 1 a home reading, 2 a message
    doc BLOB NOT NULL,                  -- the document with the news
    patient BLOB,                       -- whom that document is about
    dedupe TEXT NOT NULL,               -- one notice per value: person, kind, document and stretch of time
    at INTEGER NOT NULL,                -- when the news was accepted
    seen_at INTEGER,                    -- when the person saw it
    mail INTEGER NOT NULL               -- its e-mail: 0 none, 1 waiting, 2 sent, 3 held back at send time, 4 given up
) STRICT;
CREATE UNIQUE INDEX notice_dedupe ON notice (dedupe);
CREATE INDEX notice_of_user ON notice (user_id, at);

CREATE TABLE notice_choice (
    user_id BLOB NOT NULL PRIMARY KEY,
    in_app INTEGER NOT NULL,            -- 1: shown in the app
    email INTEGER NOT NULL,             -- 1: told by e-mail
    quiet_from INTEGER,                 -- minute of the day, clinic's time, from which no e-mail goes; null: never quiet
    quiet_to INTEGER,                   -- minute of the day at which they go again
    contact BLOB,                       -- address and language, sealed under the tenant key
    changed_at INTEGER NOT NULL
) STRICT;
