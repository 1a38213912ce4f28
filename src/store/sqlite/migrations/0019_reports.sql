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
