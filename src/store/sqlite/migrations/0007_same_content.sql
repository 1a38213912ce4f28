-- Where a delivery was sent and what its rows were read under. A webhook id holds for one address,
-- and the bytes of a row mean the same only under the same first line.

-- survey, form ("json", "ndjson", "csv", "form"; empty when not known): empty for deliveries kept
-- before this. header: of a file of rows, the SHA-256 of its first line, cut to 16.
ALTER TABLE delivery ADD COLUMN survey INTEGER;
ALTER TABLE delivery ADD COLUMN form TEXT;
ALTER TABLE delivery ADD COLUMN header BLOB;

-- From here on submission.content is over what was read of an item that has an id, not over how it
-- was written. Rows from before keep the hash they have: a repeat is compared with both, and with
-- the response the row brought (decision 0016).
