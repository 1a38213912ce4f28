-- Releases: the frozen figures of a month. What was published is never changed and never deleted, by
-- whatever program: only a draft can be, and only a published release can become a withdrawn one.
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
