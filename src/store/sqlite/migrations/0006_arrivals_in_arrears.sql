-- What arrived is summed up some thousands of submissions at a time; what has come since is counted
-- from its rows (decision 0014): `tally` and `source.last_received` are no longer in step with each
-- commit, and `filed_until` has a third name, "arrival", for the submissions that are summed up.
INSERT INTO filed_until (what, seq) SELECT 'arrival', ifnull(max(seq), 0) FROM submission;

-- Submissions by outcome, summed up or not.
CREATE VIEW arrived (source, survey, outcome, items) AS
  SELECT source, survey, outcome, sum(items) FROM (
    SELECT source, survey, outcome, items FROM tally
    UNION ALL
    SELECT source, survey, outcome, count(*) FROM submission
    WHERE seq > (SELECT seq FROM filed_until WHERE what = 'arrival')
    GROUP BY source, survey, outcome)
  GROUP BY source, survey, outcome;

-- When each source was last heard, likewise.
CREATE VIEW heard (source, at) AS
  SELECT source, max(at) FROM (
    SELECT no AS source, last_received AS at FROM source
    UNION ALL
    SELECT s.source, d.received_at FROM submission s JOIN delivery d ON d.seq = s.delivery
    WHERE s.seq > (SELECT seq FROM filed_until WHERE what = 'arrival'))
  GROUP BY source;
