-- What was last generated into a folder: the common ancestor of the next output and the edits.
CREATE TABLE outputs (
    target TEXT PRIMARY KEY NOT NULL,
    run    TEXT NOT NULL REFERENCES runs (id),
    at     TEXT NOT NULL
) STRICT;

CREATE TABLE contents (
    sha256 TEXT PRIMARY KEY NOT NULL,
    bytes  BLOB NOT NULL
) STRICT;

CREATE TABLE output_files (
    target TEXT NOT NULL REFERENCES outputs (target) ON DELETE CASCADE,
    path   TEXT NOT NULL,
    sha256 TEXT NOT NULL REFERENCES contents (sha256),
    PRIMARY KEY (target, path)
) STRICT, WITHOUT ROWID;

CREATE INDEX output_files_by_content ON output_files (sha256);
