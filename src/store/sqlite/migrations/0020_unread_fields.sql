-- Names that a source's fields had and nobody read, and how many of them had a value. Lost counts do
-- no harm, so that they are added up in memory and written now and then.
CREATE TABLE unread_field (
  source TEXT NOT NULL,
  name   TEXT NOT NULL,
  items  INTEGER NOT NULL,
  PRIMARY KEY (source, name)
) STRICT, WITHOUT ROWID;
