-- What a key opens: 'responses', 'invitations', or 'sandbox', which opens both and keeps nothing.
-- Keys made before this one open responses, as they did.
ALTER TABLE source_key ADD COLUMN scope TEXT NOT NULL DEFAULT 'responses'
  CHECK (scope IN ('responses', 'invitations', 'sandbox'));
