-- What is kept and what is purged: tombstones of what was erased, and pseudonyms that stay linked.

-- Duplicates by what they repeat: for the sender's ledger and for erasure.
CREATE INDEX submission_first ON submission (first) WHERE first IS NOT NULL;

-- What was erased and must not come back. mark: HMAC of the sender's id of the response (of the
-- content, without one) under a key outside this file; it stands in place of the content of each
-- submission erased with it. submission: the one whose receipt a retry is told; version: of the
-- response it brought, 0 for none.
CREATE TABLE erased (
  source     INTEGER NOT NULL,
  mark       BLOB NOT NULL CHECK (length(mark) = 32),
  submission INTEGER NOT NULL REFERENCES submission (seq),
  version    INTEGER NOT NULL,
  PRIMARY KEY (source, mark)
) STRICT, WITHOUT ROWID;

-- Pseudonyms that stand for a person already known: `person` is the one in `response`. Empty until
-- the pepper changes for the first time.
CREATE TABLE pseudonym (
  source    INTEGER NOT NULL,
  pseudonym BLOB NOT NULL,
  person    BLOB NOT NULL,
  PRIMARY KEY (source, pseudonym)
) STRICT, WITHOUT ROWID;
