-- Rules of the policy that a person saved with an answer. What a rule says never changes.
CREATE TABLE rules (
    number     INTEGER PRIMARY KEY,
    id         TEXT UNIQUE NOT NULL,
    body       TEXT NOT NULL,
    approval   TEXT NOT NULL REFERENCES approvals (id),
    made_at    TEXT NOT NULL,
    revoked_at TEXT,
    used_at    TEXT
) STRICT;

-- Those that may hold: asked for before every call of a tool that is judged.
CREATE INDEX rules_open ON rules (number) WHERE revoked_at IS NULL AND used_at IS NULL;

-- What was asked for last is looked up before a rule is saved.
CREATE INDEX tool_calls_by_age ON tool_calls (coalesce(started_at, ended_at))
WHERE coalesce(started_at, ended_at) IS NOT NULL;
