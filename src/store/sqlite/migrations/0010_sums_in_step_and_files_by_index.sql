-- Decision 0017: what was measured to give less than a tenth is kept the plain way.

-- Submissions by outcome, and when a source was last heard, change again with each commit. What had
-- not been summed up yet is added, and `filed_until` no longer has a row for it.
INSERT INTO tally (source, survey, outcome, items)
  SELECT source, survey, outcome, items FROM arrived WHERE true
  ON CONFLICT (source, survey, outcome) DO UPDATE SET items = excluded.items;
UPDATE source SET last_received = (SELECT at FROM heard WHERE heard.source = source.no);
DROP VIEW arrived;
DROP VIEW heard;
DELETE FROM filed_until WHERE what = 'arrival';

-- A posted file is kept in several commits, and each chunk after the first finds its delivery by id.
-- A first chunk has more than one item; posts of one response are never looked up and not in here.
CREATE INDEX delivery_of_many ON delivery (source, id) WHERE items > 1;
