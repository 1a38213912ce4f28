-- From this version on, the code in a row of the audit is over the row's digest too, so that nobody
-- without the master key can restate the audit. It is remembered from which row on each has a code.
INSERT INTO fact (name, value)
  SELECT 'audit_codes_from', CAST(ifnull(
    (SELECT min(seq) FROM audit WHERE sum IS NOT NULL), ifnull((SELECT max(seq) FROM audit), 0) + 1)
    AS BLOB);

-- What people did, among the many rows of commits: it is read newest first.
CREATE INDEX audit_of_acts ON audit (seq)
  WHERE action NOT IN ('committed', 'restated', 'retention_looked', 'rows_summed', 'keys_used');
