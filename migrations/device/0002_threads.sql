-- Conversations of all patients by when they were last written to, for the list of messages: without it that list reads
-- every row of every chart.
CREATE INDEX view_item_threads ON view_item (at) WHERE list = 'thread';
