-- All rows of the small tables as one number, sealed under the master key: what names, codes,
-- comments, findings, held items, keys and denominators say cannot be changed without it. Empty
-- until the ledger is first opened for writing.
CREATE TABLE row_sum (
  no  INTEGER PRIMARY KEY CHECK (no = 1),
  sum BLOB NOT NULL
) STRICT;
INSERT INTO row_sum (no, sum) VALUES (1, x'');
