-- The response rate of a printed row, as it prints. Releases that were made before this have none.
ALTER TABLE release_row ADD COLUMN response_rate TEXT NOT NULL DEFAULT '';
