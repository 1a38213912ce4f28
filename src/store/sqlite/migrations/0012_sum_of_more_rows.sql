-- The sum of rows takes in what neither a commit's digest nor a count covers: lines of the count log
-- that count nobody, deliveries of which fields were left out or that hold no response, how far keys
-- are filed, when a key was last used, and what was kept before the digests of commits were over whole
-- rows ("2:"): up to this submission. It is added up again when the ledger is next opened for writing.
INSERT INTO fact (name, value)
  SELECT 'briefly_kept', CAST(last AS BLOB) FROM (
    SELECT max(CAST(substr(subject, instr(subject, '-') + 1) AS INTEGER)) AS last FROM audit
    WHERE action = 'committed' AND substr(detail, 1, 2) <> '2:')
  WHERE last IS NOT NULL;

-- When something was last heard is that of its own survey and outcome from the start, so that it can
-- be counted again.
UPDATE tally SET last_received = ifnull((
  SELECT max(d.received_at) FROM submission s JOIN delivery d ON d.seq = s.delivery
  WHERE s.source = tally.source AND s.survey = tally.survey AND s.outcome = tally.outcome), 0);
