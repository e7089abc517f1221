-- What checks were run on a run's result, and what came of them.
CREATE TABLE evidence (
    number    INTEGER PRIMARY KEY,
    run       TEXT NOT NULL REFERENCES runs (id),
    at        TEXT NOT NULL,
    tree_hash TEXT NOT NULL
) STRICT;

CREATE INDEX evidence_by_run ON evidence (run, number);

CREATE TABLE checks (
    evidence    INTEGER NOT NULL REFERENCES evidence (number) ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    name        TEXT NOT NULL,
    command     TEXT NOT NULL,
    outcome     TEXT NOT NULL,
    exit_code   INTEGER,
    duration_ms INTEGER NOT NULL,
    summary     TEXT NOT NULL,
    output      TEXT NOT NULL,
    PRIMARY KEY (evidence, position)
) STRICT;
