-- Every kept version of a generated project; the zip file lies beside the store under its hash.
CREATE TABLE builds (
    id       TEXT PRIMARY KEY NOT NULL,
    run      TEXT NOT NULL REFERENCES runs (id),
    target   TEXT NOT NULL,
    version  INTEGER NOT NULL,
    manifest TEXT NOT NULL,
    archive  TEXT NOT NULL,
    at       TEXT NOT NULL,
    UNIQUE (target, version)
) STRICT;

CREATE INDEX builds_by_run ON builds (run);
CREATE INDEX builds_by_archive ON builds (archive);
