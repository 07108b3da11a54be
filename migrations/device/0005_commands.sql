-- The command behind a kept item: a server that was put back to a state before a document's newest incarnation takes the
-- item no more, so its command is carried out again, or shown with what it says.
ALTER TABLE accepted_own ADD COLUMN command BLOB NOT NULL DEFAULT x''; -- canonical [nonce, command]; empty = none

-- What is asked for by name is found at every contact with the server, without a walk over all documents.
CREATE INDEX document_unreadable ON document (doc) WHERE state = 6;
CREATE INDEX document_stray ON document (doc) WHERE fp IS NULL AND base_seq > 0 AND state IN (1, 2, 3);
