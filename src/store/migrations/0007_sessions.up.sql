-- Sessions: runs that are talks with a model, and what was said in them.
ALTER TABLE runs ADD COLUMN kind TEXT NOT NULL DEFAULT 'project';

CREATE INDEX runs_by_kind ON runs (kind, updated_at);

-- A message that was cut off keeps what had come of it.
CREATE TABLE messages (
    run    TEXT NOT NULL REFERENCES runs (id),
    number INTEGER NOT NULL,
    at     TEXT NOT NULL,
    role   TEXT NOT NULL,
    body   TEXT NOT NULL,
    state  TEXT NOT NULL,
    call   TEXT,
    PRIMARY KEY (run, number)
) STRICT;
