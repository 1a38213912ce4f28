-- Where repeats are looked for. Keys are random, so that each new one would change a page of its
-- own: they are filed in sorted runs some thousands late, and until then the writer has them in
-- memory (decision 0012).

CREATE TABLE filed_item (
  source     INTEGER NOT NULL,
  key        INTEGER NOT NULL,
  submission INTEGER NOT NULL,
  PRIMARY KEY (source, key, submission)
) STRICT, WITHOUT ROWID;

CREATE TABLE filed_webhook (
  source   INTEGER NOT NULL,
  key      INTEGER NOT NULL,
  delivery INTEGER NOT NULL,
  PRIMARY KEY (source, key, delivery)
) STRICT, WITHOUT ROWID;

-- Up to which row keys are surely filed: of `what` "item", submissions; of "webhook", deliveries.
CREATE TABLE filed_until (
  what TEXT NOT NULL PRIMARY KEY,
  seq  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO filed_item (source, key, submission)
  SELECT source, item_key, seq FROM submission WHERE item_key IS NOT NULL
  ORDER BY source, item_key, seq;
INSERT INTO filed_webhook (source, key, delivery)
  SELECT source, webhook_key, seq FROM delivery WHERE webhook_key IS NOT NULL
  ORDER BY source, webhook_key, seq;
INSERT INTO filed_until (what, seq)
  SELECT 'item', ifnull(max(seq), 0) FROM submission
  UNION ALL SELECT 'webhook', ifnull(max(seq), 0) FROM delivery;
DROP INDEX submission_item;
DROP INDEX delivery_webhook;

-- Every submission by its key, filed or not.
CREATE VIEW keyed_submission (source, key, submission) AS
  SELECT source, key, submission FROM filed_item
  UNION ALL
  SELECT source, item_key, seq FROM submission
  WHERE seq > (SELECT seq FROM filed_until WHERE what = 'item') AND item_key IS NOT NULL;
