-- Conversations of all patients by when they were last written to, for the list of messages: without it that list reads
-- every row of every chart.
CREATE INDEX view_item_threads ON view_item (at) WHERE list = 'thread';
-- Documents opened here, for the list of patients seen last: few of many have ever been opened.
CREATE INDEX document_opened ON document (opened_at) WHERE opened_at IS NOT NULL;
