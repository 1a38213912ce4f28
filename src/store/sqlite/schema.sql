-- The tables as they are today: what migrations/ add up to, held to them by a test. The program
-- never runs this file. Every key begins with the source or the survey; `seq` is the row number of
-- one file. Instants are epoch microseconds; months count from year 0 (year * 12 + month - 1).
-- More than 400 lines because a reader wants all tables on one page.

-- Facts about the file itself: whether a master key is the right one, which pepper is in use.
CREATE TABLE fact (
  name  TEXT NOT NULL PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- That the answers of this database are invented: one row, or none. Files that left say so, and the
-- mark is never taken away.
CREATE TABLE sample_mark (
  only   INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
  at     INTEGER NOT NULL,
  actor  TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER sample_mark_is_never_changed BEFORE UPDATE ON sample_mark
  BEGIN SELECT RAISE(ABORT, 'the mark of sample data is never changed'); END;
CREATE TRIGGER sample_mark_is_never_deleted BEFORE DELETE ON sample_mark
  BEGIN SELECT RAISE(ABORT, 'the mark of sample data is never taken away'); END;

-- ---- names as small numbers ----

CREATE TABLE source (
  no INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE survey (
  no INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE
) STRICT;

-- The codes of a survey's domains.
CREATE TABLE domain_code (
  survey INTEGER NOT NULL REFERENCES survey (no),
  domain TEXT NOT NULL,
  no     INTEGER NOT NULL CHECK (no BETWEEN 1 AND 255),
  code   TEXT NOT NULL,
  PRIMARY KEY (survey, domain, no),
  UNIQUE (survey, domain, code)
) STRICT, WITHOUT ROWID;

-- What the bytes of a response's codes mean.
CREATE TABLE layout (
  no      INTEGER PRIMARY KEY,
  survey  INTEGER NOT NULL REFERENCES survey (no),
  version TEXT NOT NULL,  -- of the definition
  parts   TEXT NOT NULL,  -- its domains in order, and its scale items with the codes of their points
  UNIQUE (survey, version, parts)
) STRICT;

-- ---- what arrived ----

-- One post or file.
CREATE TABLE delivery (
  seq         INTEGER PRIMARY KEY,
  source      INTEGER NOT NULL,
  id          TEXT NOT NULL,
  webhook_id  TEXT NOT NULL,     -- empty for none
  webhook_key INTEGER,           -- 64 bits of its SHA-256, on the first delivery that used it
  body        BLOB NOT NULL CHECK (length(body) = 32),  -- SHA-256 as sent
  received_at INTEGER NOT NULL,
  items       INTEGER NOT NULL,
  dropped     INTEGER NOT NULL,  -- personal fields that were left out
  unmapped    INTEGER NOT NULL,  -- fields that nobody asks for, left out
  survey      INTEGER,           -- where it was sent; empty before version 7
  form        TEXT,              -- 'json', 'ndjson', 'csv' or 'form'; empty when not known
  header      BLOB               -- of a file of rows: SHA-256 of its first line, cut to 16
) STRICT;
-- Each chunk of a file after the first finds its delivery by id.
CREATE INDEX delivery_of_many ON delivery (source, id) WHERE items > 1;

-- What arrived and what became of it: one row a submission, for ever.
CREATE TABLE submission (
  seq                INTEGER PRIMARY KEY,
  source             INTEGER NOT NULL,
  survey             INTEGER NOT NULL,
  delivery           INTEGER NOT NULL REFERENCES delivery (seq),
  position           INTEGER NOT NULL,
  outcome            INTEGER NOT NULL CHECK (outcome BETWEEN 0 AND 4),  -- as store::Outcome
  receipt            TEXT NOT NULL,                           -- of a duplicate: that of the original
  first              INTEGER REFERENCES submission (seq),     -- of a duplicate: the original
  item_key           INTEGER,                                 -- 64 bits of the id, or of the content
  source_response_id TEXT NOT NULL CHECK (length(source_response_id) <= 512),
  modified_at        INTEGER,
  content            BLOB NOT NULL CHECK (length(content) = 32),   -- SHA-256 of what was read
  original           BLOB NOT NULL CHECK (length(original) = 32),  -- SHA-256 of the item as sent
  kept_hash          BLOB,                                    -- SHA-256 of kept, cut to 16
  kept               TEXT                                     -- the item without dropped fields
) STRICT;
-- Duplicates by what they repeat: for receipts and for erasure.
CREATE INDEX submission_first ON submission (first) WHERE first IS NOT NULL;

-- Keys of submissions in sorted runs, filed some thousands late (decision 0012).
CREATE TABLE filed_item (
  source     INTEGER NOT NULL,
  key        INTEGER NOT NULL,
  submission INTEGER NOT NULL,
  PRIMARY KEY (source, key, submission)
) STRICT, WITHOUT ROWID;

-- Keys of webhook ids, filed likewise.
CREATE TABLE filed_webhook (
  source   INTEGER NOT NULL,
  key      INTEGER NOT NULL,
  delivery INTEGER NOT NULL,
  PRIMARY KEY (source, key, delivery)
) STRICT, WITHOUT ROWID;

-- Up to which row keys are filed: 'item' for submissions, 'webhook' for deliveries.
CREATE TABLE filed_until (
  what TEXT NOT NULL PRIMARY KEY,
  seq  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Every submission by its key, filed or not.
CREATE VIEW keyed_submission (source, key, submission) AS
  SELECT source, key, submission FROM filed_item
  UNION ALL
  SELECT source, item_key, seq FROM submission
  WHERE seq > (SELECT seq FROM filed_until WHERE what = 'item') AND item_key IS NOT NULL;

-- Submissions by outcome, in step with each commit.
CREATE TABLE tally (
  source  INTEGER NOT NULL,
  survey  INTEGER NOT NULL,
  outcome INTEGER NOT NULL CHECK (outcome BETWEEN 0 AND 4),
  items   INTEGER NOT NULL,
  last_received INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (source, survey, outcome)
) STRICT, WITHOUT ROWID;

-- ---- responses ----

-- A response, under the number of the submission that brought it.
CREATE TABLE response (
  seq           INTEGER PRIMARY KEY REFERENCES submission (seq),
  source        INTEGER NOT NULL,
  survey        INTEGER NOT NULL,
  version       INTEGER NOT NULL CHECK (version >= 1),
  current       INTEGER NOT NULL CHECK (current IN (0, 1)),  -- 1: the version that counts
  completed_at  INTEGER NOT NULL,
  invited_at    INTEGER,
  month         INTEGER NOT NULL,
  invited_month INTEGER,
  wave          INTEGER NOT NULL CHECK (wave BETWEEN 0 AND 255),
  person        BLOB,              -- pseudonym; empty for nobody known
  layout        INTEGER NOT NULL,
  codes         BLOB NOT NULL,     -- a byte a domain, then a byte a scale item
  given         BLOB NOT NULL      -- the codes as given, 3 bytes a scale item
) STRICT;

-- Free text as normalised, not redacted.
CREATE TABLE comment (
  seq    INTEGER PRIMARY KEY REFERENCES response (seq),
  source INTEGER NOT NULL,
  text   TEXT NOT NULL
) STRICT;

-- Why a submission is held, or what was noticed about an accepted one.
CREATE TABLE finding (
  source      INTEGER NOT NULL,
  submission  INTEGER NOT NULL REFERENCES submission (seq),
  nth         INTEGER NOT NULL,
  code        TEXT NOT NULL,
  pointer     TEXT NOT NULL,
  message     TEXT NOT NULL,
  value_class TEXT NOT NULL DEFAULT '',  -- the kind of value it is about, never the value
  PRIMARY KEY (source, submission, nth)
) STRICT, WITHOUT ROWID;

-- The cells' feed: +1 for a response that counts from now on, -1 for one that no longer does, 0 for
-- a change of denominators (no survey: of a series) or lines that are gone (layout -1).
CREATE TABLE count_log (
  seq           INTEGER PRIMARY KEY,
  survey        INTEGER,
  delta         INTEGER NOT NULL CHECK (delta BETWEEN -1 AND 1),
  month         INTEGER NOT NULL,
  invited_month INTEGER,
  wave          INTEGER NOT NULL,
  person        INTEGER,           -- 64 bits of the pseudonym
  layout        INTEGER NOT NULL,
  codes         BLOB NOT NULL
) STRICT;

-- ---- held items ----

-- Conflicts and quarantined submissions.
CREATE TABLE held (
  seq        INTEGER PRIMARY KEY REFERENCES submission (seq),
  source     INTEGER NOT NULL,
  receipt    TEXT NOT NULL,
  code       TEXT NOT NULL,
  state      TEXT NOT NULL DEFAULT 'held' CHECK (state IN ('held', 'admitted', 'discarded')),
  decided_at INTEGER,
  actor      TEXT,
  reason     TEXT,
  original   BLOB,                      -- as sent, encrypted, until decided or past retention
  adapter    TEXT NOT NULL DEFAULT '',  -- that read it; empty for the native shape
  form       TEXT NOT NULL DEFAULT '',  -- of its delivery
  header     BLOB,                      -- of a row: the first line of its file, encrypted
  UNIQUE (source, receipt)
) STRICT;

-- ---- people ----

-- What was erased and must not come back.
CREATE TABLE erased (
  source     INTEGER NOT NULL,
  mark       BLOB NOT NULL CHECK (length(mark) = 32),  -- HMAC of its id, under a key outside the file
  submission INTEGER NOT NULL REFERENCES submission (seq),  -- whose receipt a retry is given
  version    INTEGER NOT NULL,
  PRIMARY KEY (source, mark)
) STRICT, WITHOUT ROWID;

-- Pseudonyms that stand for a person already known; `person` is the one in `response`.
CREATE TABLE pseudonym (
  source    INTEGER NOT NULL,
  pseudonym BLOB NOT NULL,
  person    BLOB NOT NULL,
  PRIMARY KEY (source, pseudonym)
) STRICT, WITHOUT ROWID;

-- ---- what people put in ----

CREATE TABLE invitation (
  survey      INTEGER NOT NULL REFERENCES survey (no),
  waved       INTEGER NOT NULL CHECK (waved IN (0, 1)),  -- 1: `period` is a wave, 0: a month
  period      INTEGER NOT NULL,
  npu         TEXT NOT NULL,
  crime_group TEXT NOT NULL,
  invited     INTEGER NOT NULL CHECK (invited >= 0),
  bounced     INTEGER NOT NULL CHECK (bounced >= 0),
  ineligible  INTEGER NOT NULL CHECK (ineligible >= 0),
  PRIMARY KEY (survey, waved, period, npu, crime_group)
) STRICT, WITHOUT ROWID;

-- Imported denominators.
CREATE TABLE series (
  series TEXT NOT NULL,
  month  INTEGER NOT NULL,
  value  INTEGER NOT NULL,
  PRIMARY KEY (series, month)
) STRICT, WITHOUT ROWID;

-- Figures of external series, as somebody else counted them. `value` is a number as it was written.
CREATE TABLE external_point (
  series      TEXT NOT NULL,
  area        TEXT NOT NULL,
  kind        TEXT NOT NULL,
  period      TEXT NOT NULL,
  source      TEXT NOT NULL,
  evidence    TEXT NOT NULL,
  aim         TEXT NOT NULL,
  value       TEXT NOT NULL,
  unit        TEXT NOT NULL,
  approximate INTEGER NOT NULL CHECK (approximate IN (0, 1)),
  PRIMARY KEY (series, area, kind, period, source, evidence)
) STRICT, WITHOUT ROWID;

CREATE TABLE source_key (
  source     INTEGER NOT NULL REFERENCES source (no),
  id         TEXT NOT NULL,
  label      TEXT NOT NULL,
  secret     BLOB NOT NULL,      -- encrypted under the master key
  not_before INTEGER NOT NULL,
  not_after  INTEGER,
  last_used  INTEGER,
  scope      TEXT NOT NULL DEFAULT 'responses'
    CHECK (scope IN ('responses', 'invitations', 'sandbox')),
  PRIMARY KEY (source, id)
) STRICT, WITHOUT ROWID;

-- ---- who signs in ----

CREATE TABLE account (
  name        TEXT NOT NULL PRIMARY KEY,
  role        TEXT NOT NULL,
  npus        TEXT NOT NULL,     -- of a lead: ids with a space between them
  password    TEXT NOT NULL,     -- Argon2id, with its own salt and cost
  to_change   INTEGER NOT NULL CHECK (to_change IN (0, 1)),  -- 1: somebody else chose the password
  code_seed   BLOB,              -- of one-time codes, encrypted under the master key
  code_step   INTEGER NOT NULL,  -- the time step of the last code that was used
  created_at  INTEGER NOT NULL,
  disabled_at INTEGER
) STRICT, WITHOUT ROWID;

-- Codes that each stand in once for a one-time code.
CREATE TABLE recovery_code (
  account TEXT NOT NULL REFERENCES account (name),
  hash    BLOB NOT NULL CHECK (length(hash) = 32),  -- SHA-256 of 120 random bits
  PRIMARY KEY (account, hash)
) STRICT, WITHOUT ROWID;

-- Names that a source's fields had and nobody read, and how many of them had a value.
CREATE TABLE unread_field (
  source TEXT NOT NULL,
  name   TEXT NOT NULL,
  items  INTEGER NOT NULL,
  PRIMARY KEY (source, name)
) STRICT, WITHOUT ROWID;

-- Keys of programs that read released figures.
CREATE TABLE reading_key (
  id        TEXT NOT NULL PRIMARY KEY,
  label     TEXT NOT NULL,
  hash      BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),  -- SHA-256 of 256 random bits
  made_at   INTEGER NOT NULL,
  not_after INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
  token    BLOB NOT NULL PRIMARY KEY CHECK (length(token) = 32),  -- SHA-256 of 256 random bits
  account  TEXT NOT NULL REFERENCES account (name),
  whole    INTEGER NOT NULL CHECK (whole IN (0, 1)),  -- 0: the second factor is still to come
  address  TEXT NOT NULL,
  agent    TEXT NOT NULL,
  begun_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX session_by_account ON session (account, address);

-- subject: an account's name, an address or both, under a code that only the master key makes, so
-- that no name that was typed in can be read here.
CREATE TABLE refused_sign_in (
  subject  BLOB NOT NULL PRIMARY KEY CHECK (length(subject) = 32),
  failures INTEGER NOT NULL,
  last_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- ---- what was published ----

-- The frozen figures of a month. What was published is never changed and never deleted.
CREATE TABLE release (
  id               TEXT NOT NULL PRIMARY KEY,  -- '2019-05.r0'
  month            INTEGER NOT NULL,
  revision         INTEGER NOT NULL CHECK (revision >= 0),
  state            TEXT NOT NULL CHECK (state IN ('draft', 'published', 'withdrawn')),
  data_version     INTEGER NOT NULL,
  made_at          INTEGER NOT NULL,
  made_by          TEXT NOT NULL,
  made_reason      TEXT NOT NULL,
  published_at     INTEGER,
  published_by     TEXT,
  published_reason TEXT,
  asked_at         INTEGER,  -- the first of two people who withdraw it
  asked_user       TEXT,
  asked_by         TEXT,
  asked_reason     TEXT,
  withdrawn_at     INTEGER,
  withdrawn_by     TEXT,
  withdrawn_reason TEXT,
  UNIQUE (month, revision)
) STRICT, WITHOUT ROWID;

-- What it holds, byte for byte.
CREATE TABLE release_file (
  release   TEXT NOT NULL REFERENCES release (id),
  name      TEXT NOT NULL,
  published INTEGER NOT NULL CHECK (published IN (0, 1)),  -- 0: kept to check the release by
  hash      BLOB NOT NULL CHECK (length(hash) = 32),       -- SHA-256 of bytes
  bytes     BLOB NOT NULL,
  PRIMARY KEY (release, name)
) STRICT, WITHOUT ROWID;

-- Its rows as they print, for whoever asks for some of them. Numbers are text: as they print.
CREATE TABLE release_row (
  release     TEXT NOT NULL REFERENCES release (id),
  nth         INTEGER NOT NULL,
  survey      TEXT NOT NULL,
  period      TEXT NOT NULL,
  tabled_by   TEXT NOT NULL,
  codes       TEXT NOT NULL,
  print_class TEXT NOT NULL,
  item        TEXT NOT NULL,
  answer      TEXT NOT NULL,
  weighting   TEXT NOT NULL,
  value       TEXT NOT NULL,
  lo          TEXT NOT NULL,
  hi          TEXT NOT NULL,
  n           TEXT NOT NULL,
  marks       TEXT NOT NULL,
  response_rate TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (release, nth)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER release_is_added_once BEFORE INSERT ON release
  WHEN EXISTS (SELECT 1 FROM release WHERE id = NEW.id
               OR (month = NEW.month AND revision = NEW.revision))
  BEGIN SELECT RAISE(ABORT, 'a release of this month and revision is there'); END;
CREATE TRIGGER release_keeps_its_name BEFORE UPDATE ON release
  WHEN NEW.id <> OLD.id OR NEW.month <> OLD.month OR NEW.revision <> OLD.revision
  BEGIN SELECT RAISE(ABORT, 'a release keeps its month and revision'); END;
CREATE TRIGGER release_is_never_changed BEFORE UPDATE ON release
  WHEN OLD.state <> 'draft' AND (
    NEW.state = 'draft' OR (OLD.state = 'withdrawn' AND NEW.state <> 'withdrawn')
    OR NEW.data_version <> OLD.data_version OR NEW.made_at <> OLD.made_at
    OR NEW.made_by <> OLD.made_by OR NEW.made_reason <> OLD.made_reason
    OR NEW.published_at IS NOT OLD.published_at OR NEW.published_by IS NOT OLD.published_by
    OR NEW.published_reason IS NOT OLD.published_reason)
  BEGIN SELECT RAISE(ABORT, 'a published release is never changed'); END;
CREATE TRIGGER release_is_never_deleted BEFORE DELETE ON release
  WHEN OLD.state <> 'draft'
  BEGIN SELECT RAISE(ABORT, 'a published release is never deleted'); END;

CREATE TRIGGER release_file_is_added_to_drafts BEFORE INSERT ON release_file
  WHEN (SELECT state FROM release WHERE id = NEW.release) IS NOT 'draft'
  BEGIN SELECT RAISE(ABORT, 'a published release is never changed'); END;
CREATE TRIGGER release_file_is_never_changed BEFORE UPDATE ON release_file
  BEGIN SELECT RAISE(ABORT, 'a file of a release is never changed'); END;
CREATE TRIGGER release_file_is_never_deleted BEFORE DELETE ON release_file
  WHEN (SELECT state FROM release WHERE id = OLD.release) IS NOT 'draft'
  BEGIN SELECT RAISE(ABORT, 'a published release is never deleted'); END;

CREATE TRIGGER release_row_is_added_to_drafts BEFORE INSERT ON release_row
  WHEN (SELECT state FROM release WHERE id = NEW.release) IS NOT 'draft'
  BEGIN SELECT RAISE(ABORT, 'a published release is never changed'); END;
CREATE TRIGGER release_row_is_never_changed BEFORE UPDATE ON release_row
  BEGIN SELECT RAISE(ABORT, 'a row of a release is never changed'); END;
CREATE TRIGGER release_row_is_never_deleted BEFORE DELETE ON release_row
  WHEN (SELECT state FROM release WHERE id = OLD.release) IS NOT 'draft'
  BEGIN SELECT RAISE(ABORT, 'a published release is never deleted'); END;

-- Provisional figures: the days on which answers were looked at, and what was printed of an area
-- then.
CREATE TABLE provisional_look (
  day          TEXT NOT NULL PRIMARY KEY,  -- '2019-05-14', in London
  data_version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE provisional_figure (
  survey    TEXT NOT NULL,
  period    TEXT NOT NULL,
  item      TEXT NOT NULL,
  area      TEXT NOT NULL,
  day       TEXT NOT NULL REFERENCES provisional_look (day),  -- when it was printed
  counted   TEXT NOT NULL REFERENCES provisional_look (day),  -- the look whose answers it counts
  base      INTEGER NOT NULL,  -- as printed, per_cent in thousandths
  per_cent  INTEGER NOT NULL,
  people    INTEGER NOT NULL,  -- what it was printed of
  answers   INTEGER NOT NULL,
  satisfied INTEGER NOT NULL,
  PRIMARY KEY (survey, period, item, area, day)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER provisional_look_is_never_changed BEFORE UPDATE ON provisional_look
  BEGIN SELECT RAISE(ABORT, 'a look is never changed'); END;
CREATE TRIGGER provisional_look_is_never_deleted BEFORE DELETE ON provisional_look
  BEGIN SELECT RAISE(ABORT, 'a look is never deleted'); END;
CREATE TRIGGER provisional_figure_is_never_changed BEFORE UPDATE ON provisional_figure
  BEGIN SELECT RAISE(ABORT, 'a provisional figure is never changed'); END;
CREATE TRIGGER provisional_figure_is_never_deleted BEFORE DELETE ON provisional_figure
  BEGIN SELECT RAISE(ABORT, 'a provisional figure is never deleted'); END;

-- Reports to a board. A draft takes its figures from a release and from imported points as it is
-- looked at; what is published is kept as its bytes, with their SHA-256, and never changes.
CREATE TABLE report (
  id               TEXT NOT NULL PRIMARY KEY,  -- '2019-06.2'
  month            INTEGER NOT NULL,           -- in which it appears
  number           INTEGER NOT NULL,           -- of the draft, within its month
  day              TEXT NOT NULL,              -- '2019-06-18'
  release          TEXT NOT NULL REFERENCES release (id),
  state            TEXT NOT NULL CHECK (state IN ('draft', 'published')),
  made_at          INTEGER NOT NULL,
  made_by          TEXT NOT NULL,
  made_reason      TEXT NOT NULL,
  published_at     INTEGER,
  published_by     TEXT,
  published_reason TEXT,
  hash             BLOB,                       -- SHA-256 of bytes
  bytes            BLOB,
  UNIQUE (month, number)
) STRICT, WITHOUT ROWID;

-- What somebody wrote about an aim.
CREATE TABLE report_words (
  report TEXT NOT NULL REFERENCES report (id),
  aim    TEXT NOT NULL,
  kind   TEXT NOT NULL CHECK (kind IN ('commentary', 'actions')),
  text   TEXT NOT NULL,
  at     INTEGER NOT NULL,
  actor  TEXT NOT NULL,
  PRIMARY KEY (report, aim, kind)
) STRICT, WITHOUT ROWID;

-- An aim that was signed off, and the SHA-256 of all that it showed then.
CREATE TABLE report_sign_off (
  report  TEXT NOT NULL REFERENCES report (id),
  aim     TEXT NOT NULL,
  content BLOB NOT NULL CHECK (length(content) = 32),
  at      INTEGER NOT NULL,
  actor   TEXT NOT NULL,
  PRIMARY KEY (report, aim)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER report_is_never_deleted BEFORE DELETE ON report
  BEGIN SELECT RAISE(ABORT, 'a report is never deleted'); END;
CREATE TRIGGER published_report_is_never_changed BEFORE UPDATE ON report
  WHEN OLD.state <> 'draft'
  BEGIN SELECT RAISE(ABORT, 'a published report is never changed'); END;
CREATE TRIGGER report_words_are_for_drafts BEFORE INSERT ON report_words
  WHEN (SELECT state FROM report WHERE id = NEW.report) IS NOT 'draft'
  BEGIN SELECT RAISE(ABORT, 'a published report is never changed'); END;
CREATE TRIGGER report_words_change_in_drafts BEFORE UPDATE ON report_words
  WHEN (SELECT state FROM report WHERE id = OLD.report) IS NOT 'draft'
  BEGIN SELECT RAISE(ABORT, 'a published report is never changed'); END;
CREATE TRIGGER report_words_go_from_drafts BEFORE DELETE ON report_words
  WHEN (SELECT state FROM report WHERE id = OLD.report) IS NOT 'draft'
  BEGIN SELECT RAISE(ABORT, 'a published report is never changed'); END;
CREATE TRIGGER report_sign_off_is_for_drafts BEFORE INSERT ON report_sign_off
  WHEN (SELECT state FROM report WHERE id = NEW.report) IS NOT 'draft'
  BEGIN SELECT RAISE(ABORT, 'a published report is never changed'); END;
CREATE TRIGGER report_sign_off_is_never_changed BEFORE UPDATE ON report_sign_off
  BEGIN SELECT RAISE(ABORT, 'a sign-off is never changed'); END;
CREATE TRIGGER report_sign_off_goes_from_drafts BEFORE DELETE ON report_sign_off
  WHEN (SELECT state FROM report WHERE id = OLD.report) IS NOT 'draft'
  BEGIN SELECT RAISE(ABORT, 'a published report is never changed'); END;

-- ---- proof ----

-- Who did what, and what each commit stored: a chain that is only added to.
CREATE TABLE audit (
  seq     INTEGER PRIMARY KEY,
  at      INTEGER NOT NULL,
  actor   TEXT NOT NULL,
  action  TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail  TEXT NOT NULL,
  digest  BLOB NOT NULL,         -- SHA-256 over the digest before and this row
  sum     BLOB                   -- of all rows of the small tables, with a code under the master
                                 -- key over it and, since version 16, over the digest
) STRICT;
-- What people did, among the many rows of commits.
CREATE INDEX audit_of_acts ON audit (seq)
  WHERE action NOT IN ('committed', 'restated', 'retention_looked', 'rows_summed', 'keys_used');
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
  BEGIN SELECT RAISE(ABORT, 'audit rows are never changed'); END;
CREATE TRIGGER audit_is_never_shortened BEFORE DELETE ON audit
  BEGIN SELECT RAISE(ABORT, 'audit rows are never deleted'); END;
