-- From this version on, the code in a row of the audit is over the row's digest too, so that nobody
-- without the master key can restate the audit. Here stand the rows that tell what people did, for
-- whoever reads them newest first among the many that commits leave.
CREATE INDEX audit_of_acts ON audit (seq)
  WHERE action NOT IN ('committed', 'restated', 'retention_looked', 'rows_summed', 'keys_used');
