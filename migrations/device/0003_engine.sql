-- Schema 3: the sync engine, whole. Each part says which subject it serves.

-- Epochs: nothing of their own: `document.schema` says whether this app is too old to write one.

-- Groups: documents whose right has ended while own work on them was not sent yet. The work goes first, then all of it.
CREATE TABLE purge_due (
    doc BLOB PRIMARY KEY,
    at INTEGER NOT NULL          -- when the end was learnt
) STRICT, WITHOUT ROWID;

-- Digest and repair: what the device holds as accepted, summed by type of document, so that comparing with the server
-- costs no walk over all of it.
CREATE TABLE digest (
    type INTEGER PRIMARY KEY,    -- document type number
    n INTEGER NOT NULL,          -- documents counted
    sum BLOB NOT NULL            -- their fingerprints, bit by bit exclusive-or; 16 bytes
) STRICT;
ALTER TABLE cursor ADD COLUMN digest_made INTEGER NOT NULL DEFAULT 0; -- 0 = the table above is still to be made from document
-- The incarnation of the server's store in which the base was last taken or found equal. In a newer one the base is
-- replaced only by a state that holds all of it: a server put back from a backup lacks what others have not sent again.
ALTER TABLE document ADD COLUMN cluster INTEGER NOT NULL DEFAULT 0;

-- A store that was put back or copied writes its waiting items anew behind what the server has judged.
ALTER TABLE cursor ADD COLUMN renumber INTEGER NOT NULL DEFAULT 0; -- 1 = that is still to be done
ALTER TABLE cursor ADD COLUMN judged_ctr INTEGER NOT NULL DEFAULT 0; -- newest own counter the server has judged, as WELCOME told
ALTER TABLE cursor ADD COLUMN judged_env BLOB;   -- and the hash of its envelope; null = none
-- Own items for a server that was put back: a refused one goes up without its body, to use its number up again.
ALTER TABLE accepted_own ADD COLUMN refused INTEGER NOT NULL DEFAULT 0; -- 1 = it was refused; body is empty
ALTER TABLE accepted_own ADD COLUMN lost INTEGER NOT NULL DEFAULT 0;    -- times the server put back would not take it again
UPDATE document SET cluster = coalesce((SELECT cluster_epoch FROM cursor), 0);
