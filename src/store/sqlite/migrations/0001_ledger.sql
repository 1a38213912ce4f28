-- The ledger. Every key begins with the source or the survey, so that a table can be split or moved
-- by either; `seq` is the row number of one file (on a shared engine the key is (source, seq)).
-- Instants are epoch microseconds; months count from year 0 (year * 12 + month - 1).

-- Tables that every response writes to name their source, survey and layout by number without a
-- foreign key, which would look each up at every insert; `soundings verify` looks instead.

-- Facts about the file itself: `key_check` tells whether a master key is the right one.
CREATE TABLE fact (
  name  TEXT NOT NULL PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE source (
  no            INTEGER PRIMARY KEY,
  id            TEXT NOT NULL UNIQUE,
  last_received INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE survey (
  no INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE
) STRICT;

-- The codes of a survey's domains as small numbers, so that a definition may reorder or add codes.
CREATE TABLE domain_code (
  survey INTEGER NOT NULL REFERENCES survey (no),
  domain TEXT NOT NULL,
  no     INTEGER NOT NULL CHECK (no BETWEEN 1 AND 255),
  code   TEXT NOT NULL,
  PRIMARY KEY (survey, domain, no),
  UNIQUE (survey, domain, code)
) STRICT, WITHOUT ROWID;

-- What the bytes of a response's codes mean: the definition's version, its domains in order, and its
-- scale items with the codes of their points.
CREATE TABLE layout (
  no      INTEGER PRIMARY KEY,
  survey  INTEGER NOT NULL REFERENCES survey (no),
  version TEXT NOT NULL,
  parts   TEXT NOT NULL,
  UNIQUE (survey, version, parts)
) STRICT;

-- One post or file. webhook_key: first 8 bytes of the SHA-256 of webhook_id, on the first delivery
-- that used that id; later ones leave it empty.
CREATE TABLE delivery (
  seq         INTEGER PRIMARY KEY,
  source      INTEGER NOT NULL,
  id          TEXT NOT NULL,
  webhook_id  TEXT NOT NULL,
  webhook_key INTEGER,
  body        BLOB NOT NULL CHECK (length(body) = 32),
  received_at INTEGER NOT NULL,
  items       INTEGER NOT NULL,
  dropped     INTEGER NOT NULL,
  unmapped    INTEGER NOT NULL,
  UNIQUE (source, id)
) STRICT;
CREATE INDEX delivery_webhook ON delivery (source, webhook_key) WHERE webhook_key IS NOT NULL;

-- What arrived and what became of it: one row a submission, for ever. outcome: 0 accepted,
-- 1 duplicate, 2 older version, 3 conflict, 4 quarantined. item_key: 64 bits of the sender's id (or
-- of the content, without one), by which repeats are found; empty for a duplicate, whose `first` is
-- the submission it repeats. kept: the item without dropped fields; kept_hash: its SHA-256, cut to 16.
CREATE TABLE submission (
  seq                INTEGER PRIMARY KEY,
  source             INTEGER NOT NULL,
  survey             INTEGER NOT NULL,
  delivery           INTEGER NOT NULL REFERENCES delivery (seq),
  position           INTEGER NOT NULL,
  outcome            INTEGER NOT NULL CHECK (outcome BETWEEN 0 AND 4),
  receipt            TEXT NOT NULL,
  first              INTEGER REFERENCES submission (seq),
  item_key           INTEGER,
  source_response_id TEXT NOT NULL CHECK (length(source_response_id) <= 512),
  modified_at        INTEGER,
  content            BLOB NOT NULL CHECK (length(content) = 32),
  original           BLOB NOT NULL CHECK (length(original) = 32),
  kept_hash          BLOB,
  kept               TEXT
) STRICT;
CREATE INDEX submission_item ON submission (source, survey, item_key) WHERE item_key IS NOT NULL;

-- A response, under the number of the submission that brought it. current: 1 for the version that
-- counts, 0 for one replaced by a later. codes: a byte a domain, then a byte a scale item (position
-- from 1, or 128 and the absence), by `layout`; given: the codes as given, 3 bytes a scale item.
CREATE TABLE response (
  seq           INTEGER PRIMARY KEY REFERENCES submission (seq),
  source        INTEGER NOT NULL,
  survey        INTEGER NOT NULL,
  version       INTEGER NOT NULL CHECK (version >= 1),
  current       INTEGER NOT NULL CHECK (current IN (0, 1)),
  completed_at  INTEGER NOT NULL,
  invited_at    INTEGER,
  month         INTEGER NOT NULL,
  invited_month INTEGER,
  wave          INTEGER NOT NULL CHECK (wave BETWEEN 0 AND 255),
  person        BLOB,
  layout        INTEGER NOT NULL,
  codes         BLOB NOT NULL,
  given         BLOB NOT NULL
) STRICT;

-- Free text as normalised, not redacted; kept apart for as long as retention says.
CREATE TABLE comment (
  seq    INTEGER PRIMARY KEY REFERENCES response (seq),
  source INTEGER NOT NULL,
  text   TEXT NOT NULL
) STRICT;

-- Doubts about a submission: the reasons one is held, or what was noticed about an accepted one.
CREATE TABLE finding (
  source     INTEGER NOT NULL,
  submission INTEGER NOT NULL REFERENCES submission (seq),
  nth        INTEGER NOT NULL,
  code       TEXT NOT NULL,
  pointer    TEXT NOT NULL,
  message    TEXT NOT NULL,
  PRIMARY KEY (source, submission, nth)
) STRICT, WITHOUT ROWID;

-- Conflicts and quarantined submissions. original: as sent, encrypted under the master key, until
-- the item is decided or retention ends.
CREATE TABLE held (
  seq        INTEGER PRIMARY KEY REFERENCES submission (seq),
  source     INTEGER NOT NULL,
  receipt    TEXT NOT NULL,
  code       TEXT NOT NULL,
  state      TEXT NOT NULL DEFAULT 'held' CHECK (state IN ('held', 'admitted', 'discarded')),
  decided_at INTEGER,
  actor      TEXT,
  reason     TEXT,
  original   BLOB,
  UNIQUE (source, receipt)
) STRICT;

-- The cells' feed: +1 for a response that counts from now on, -1 for one that no longer does, 0 for
-- a change of denominators (no survey: of a series). person: first 8 bytes of the pseudonym.
-- Append-only.
CREATE TABLE count_log (
  seq           INTEGER PRIMARY KEY,
  survey        INTEGER,
  delta         INTEGER NOT NULL CHECK (delta BETWEEN -1 AND 1),
  month         INTEGER NOT NULL,
  invited_month INTEGER,
  wave          INTEGER NOT NULL,
  person        INTEGER,
  layout        INTEGER NOT NULL,
  codes         BLOB NOT NULL
) STRICT;

-- Submissions by outcome, kept in step by each commit.
CREATE TABLE tally (
  source  INTEGER NOT NULL,
  survey  INTEGER NOT NULL,
  outcome INTEGER NOT NULL CHECK (outcome BETWEEN 0 AND 4),
  items   INTEGER NOT NULL,
  PRIMARY KEY (source, survey, outcome)
) STRICT, WITHOUT ROWID;

-- waved: 1 when `period` is the number of a wave, 0 when it is a month.
CREATE TABLE invitation (
  survey      INTEGER NOT NULL REFERENCES survey (no),
  waved       INTEGER NOT NULL CHECK (waved IN (0, 1)),
  period      INTEGER NOT NULL,
  npu         TEXT NOT NULL,
  crime_group TEXT NOT NULL,
  invited     INTEGER NOT NULL CHECK (invited >= 0),
  bounced     INTEGER NOT NULL CHECK (bounced >= 0),
  ineligible  INTEGER NOT NULL CHECK (ineligible >= 0),
  PRIMARY KEY (survey, waved, period, npu, crime_group)
) STRICT, WITHOUT ROWID;

CREATE TABLE series (
  series TEXT NOT NULL,
  month  INTEGER NOT NULL,
  value  INTEGER NOT NULL,
  PRIMARY KEY (series, month)
) STRICT, WITHOUT ROWID;

-- secret: encrypted under the master key.
CREATE TABLE source_key (
  source     INTEGER NOT NULL REFERENCES source (no),
  id         TEXT NOT NULL,
  label      TEXT NOT NULL,
  secret     BLOB NOT NULL,
  not_before INTEGER NOT NULL,
  not_after  INTEGER,
  last_used  INTEGER,
  PRIMARY KEY (source, id)
) STRICT, WITHOUT ROWID;

-- Who did what, and what each commit kept. digest: SHA-256 over the digest before and this row.
CREATE TABLE audit (
  seq     INTEGER PRIMARY KEY,
  at      INTEGER NOT NULL,
  actor   TEXT NOT NULL,
  action  TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail  TEXT NOT NULL,
  digest  BLOB NOT NULL
) STRICT;
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
  BEGIN SELECT RAISE(ABORT, 'audit rows are never changed'); END;
CREATE TRIGGER audit_is_never_shortened BEFORE DELETE ON audit
  BEGIN SELECT RAISE(ABORT, 'audit rows are never deleted'); END;
