-- People who sign in: who they are, where they are signed in, and how often a sign-in was refused.
CREATE TABLE account (
  name        TEXT NOT NULL PRIMARY KEY,
  role        TEXT NOT NULL,
  npus        TEXT NOT NULL,     -- of a lead: ids with a space between them
  password    TEXT NOT NULL,     -- Argon2id, with its own salt and cost
  to_change   INTEGER NOT NULL CHECK (to_change IN (0, 1)),  -- 1: somebody else chose the password
  code_seed   BLOB,              -- of one-time codes, encrypted under the master key
  code_step   INTEGER NOT NULL,  -- the time step of the last code that was used
  created_at  INTEGER NOT NULL,
  disabled_at INTEGER
) STRICT, WITHOUT ROWID;

-- Codes that each stand in once for a one-time code.
CREATE TABLE recovery_code (
  account TEXT NOT NULL REFERENCES account (name),
  hash    BLOB NOT NULL CHECK (length(hash) = 32),  -- SHA-256 of 120 random bits
  PRIMARY KEY (account, hash)
) STRICT, WITHOUT ROWID;

-- Keys of programs that read released figures.
CREATE TABLE reading_key (
  id        TEXT NOT NULL PRIMARY KEY,
  label     TEXT NOT NULL,
  hash      BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),  -- SHA-256 of 256 random bits
  made_at   INTEGER NOT NULL,
  not_after INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
  token    BLOB NOT NULL PRIMARY KEY CHECK (length(token) = 32),  -- SHA-256 of 256 random bits
  account  TEXT NOT NULL REFERENCES account (name),
  whole    INTEGER NOT NULL CHECK (whole IN (0, 1)),  -- 0: the second factor is still to come
  address  TEXT NOT NULL,
  agent    TEXT NOT NULL,
  begun_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX session_by_account ON session (account, address);

-- subject: an account's name, an address or both, under a code that only the master key makes, so
-- that no name that was typed in can be read here.
CREATE TABLE refused_sign_in (
  subject  BLOB NOT NULL PRIMARY KEY CHECK (length(subject) = 32),
  failures INTEGER NOT NULL,
  last_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
