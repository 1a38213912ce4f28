-- A delivery's id is for people and is never looked up: the few deliveries that are kept in several
-- commits are known to the writer. An index over it cost a commit three pages of twenty (decision
-- 0014). Otherwise the table is as it was.
CREATE TABLE delivery_by_number (
  seq         INTEGER PRIMARY KEY,
  source      INTEGER NOT NULL,
  id          TEXT NOT NULL,
  webhook_id  TEXT NOT NULL,
  webhook_key INTEGER,
  body        BLOB NOT NULL CHECK (length(body) = 32),
  received_at INTEGER NOT NULL,
  items       INTEGER NOT NULL,
  dropped     INTEGER NOT NULL,
  unmapped    INTEGER NOT NULL
) STRICT;
INSERT INTO delivery_by_number (seq, source, id, webhook_id, webhook_key, body, received_at, items,
                                dropped, unmapped)
  SELECT seq, source, id, webhook_id, webhook_key, body, received_at, items, dropped, unmapped
  FROM delivery ORDER BY seq;
DROP TABLE delivery;
ALTER TABLE delivery_by_number RENAME TO delivery;
