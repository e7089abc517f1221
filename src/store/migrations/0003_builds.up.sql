-- Every kept version of a generated project; the zip file lies beside the store, by its build's id.
CREATE TABLE builds (
    id       TEXT PRIMARY KEY NOT NULL,
    run      TEXT NOT NULL REFERENCES runs (id),
    target   TEXT NOT NULL,
    version  INTEGER NOT NULL,
    manifest TEXT NOT NULL,
    sha256   TEXT NOT NULL,
    at       TEXT NOT NULL,
    UNIQUE (target, version)
) STRICT;

CREATE INDEX builds_by_run ON builds (run);
