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
