-- Schema 4: what the sync state tells after each change is counted as it changes, not each time it is asked: walking an
-- index of 100,000 encrypted documents costs more than everything else a screen asks for.
CREATE TABLE tally (
    one INTEGER PRIMARY KEY CHECK (one = 1), -- a single row
    documents INTEGER NOT NULL,  -- rows of document
    behind INTEGER NOT NULL      -- of these, whose views lag: stale = 1
) STRICT;
INSERT INTO tally SELECT 1, count(*), count(*) FILTER (WHERE stale = 1) FROM document;
CREATE TRIGGER document_came AFTER INSERT ON document BEGIN
    UPDATE tally SET documents = documents + 1, behind = behind + new.stale;
END;
CREATE TRIGGER document_went AFTER DELETE ON document BEGIN
    UPDATE tally SET documents = documents - 1, behind = behind - old.stale;
END;
CREATE TRIGGER document_turned AFTER UPDATE OF stale ON document WHEN old.stale <> new.stale BEGIN
    UPDATE tally SET behind = behind + new.stale - old.stale;
END;

-- How far own work has come is counted over places in the feed alone, not over rows that hold the items' bytes.
CREATE INDEX accepted_own_place ON accepted_own (pos_tx, pos_id, type, seq, refused)
    WHERE type <> 10 AND seq > 0 AND refused = 0;

-- What waits to be sent is told after each change too, and a day offline waits whole.
CREATE INDEX pending_state ON pending (state, type, kind);

-- The command behind a kept item: a server that was put back to a state before a document's newest incarnation takes the
-- item no more, so its command is carried out again, or shown with what it says.
ALTER TABLE accepted_own ADD COLUMN command BLOB NOT NULL DEFAULT x''; -- canonical [nonce, command]; empty = none

-- What is asked for by name is found at every contact with the server, without a walk over all documents.
CREATE INDEX document_unreadable ON document (doc) WHERE state = 6;
CREATE INDEX document_stray ON document (doc) WHERE fp IS NULL AND base_seq > 0 AND state IN (1, 2, 3);
