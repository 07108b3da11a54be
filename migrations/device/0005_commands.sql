-- The command behind a kept item: a server that was put back to a state before a document's newest incarnation takes the
-- item no more, so its command is carried out again, or shown with what it says.
ALTER TABLE accepted_own ADD COLUMN command BLOB NOT NULL DEFAULT x''; -- canonical [nonce, command]; empty = none
