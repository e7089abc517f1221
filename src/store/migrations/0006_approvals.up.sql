-- Questions that only a person may answer, and what a run needs to go on after the answer.
CREATE TABLE approvals (
    number    INTEGER PRIMARY KEY,
    id        TEXT UNIQUE NOT NULL,
    run       TEXT NOT NULL REFERENCES runs (id),
    kind      TEXT NOT NULL,
    title     TEXT NOT NULL,
    why       TEXT NOT NULL,
    subject   TEXT NOT NULL,
    binding   TEXT NOT NULL,
    state     TEXT NOT NULL,
    raised_at TEXT NOT NULL,
    decision  TEXT
) STRICT;

CREATE INDEX approvals_by_state ON approvals (state, number);
CREATE INDEX approvals_by_run ON approvals (run, number);

CREATE TABLE continuations (
    run  TEXT PRIMARY KEY NOT NULL REFERENCES runs (id),
    body TEXT NOT NULL
) STRICT;
