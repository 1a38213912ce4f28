-- A commit writes each page it changes, so what changes with every commit stands in rows that it
-- writes anyway.

-- The sum of the small tables' rows stands in the row of the audit that was written last. Empty
-- until the ledger is next opened for writing, when it is added up again.
ALTER TABLE audit ADD COLUMN sum BLOB;
DROP TABLE row_sum;

-- When a source was last heard, by survey and outcome, stands beside how many items came.
ALTER TABLE tally ADD COLUMN last_received INTEGER NOT NULL DEFAULT 0;
UPDATE tally SET last_received = (SELECT last_received FROM source WHERE source.no = tally.source);
ALTER TABLE source DROP COLUMN last_received;
