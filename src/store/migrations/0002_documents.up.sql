-- What the agents of a run wrote, in the order in which they wrote it.
CREATE TABLE documents (
    number  INTEGER PRIMARY KEY,
    id      TEXT UNIQUE NOT NULL,
    run     TEXT NOT NULL REFERENCES runs (id),
    agent   TEXT NOT NULL,
    title   TEXT NOT NULL,
    content TEXT NOT NULL,
    at      TEXT NOT NULL
) STRICT;

CREATE INDEX documents_by_run ON documents (run, number);
