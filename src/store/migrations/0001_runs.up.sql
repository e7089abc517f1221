-- Runs and what happened to them. Times are text in UTC with nine decimals, so that they sort.
CREATE TABLE runs (
    id         TEXT PRIMARY KEY NOT NULL,
    idea       TEXT NOT NULL,
    mode       TEXT NOT NULL,
    tier       TEXT NOT NULL,
    budget     TEXT NOT NULL,
    target     TEXT,
    state      TEXT NOT NULL,
    reason     TEXT NOT NULL,
    proof      TEXT NOT NULL,
    owner      INTEGER,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;

CREATE INDEX runs_by_age ON runs (created_at);
CREATE INDEX runs_by_state ON runs (state);

-- AUTOINCREMENT: a number is never given twice, not even after the newest rows were deleted.
CREATE TABLE events (
    seq  INTEGER PRIMARY KEY AUTOINCREMENT,
    at   TEXT NOT NULL,
    run  TEXT NOT NULL REFERENCES runs (id),
    kind TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;

CREATE INDEX events_by_run ON events (run, seq);
