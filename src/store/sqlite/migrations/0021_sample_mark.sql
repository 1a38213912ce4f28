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
