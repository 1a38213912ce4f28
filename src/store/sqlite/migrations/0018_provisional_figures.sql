-- Provisional figures: the days on which answers were looked at, and what was printed of an area
-- then. Neither is ever changed: releases and later figures are held against them.
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
