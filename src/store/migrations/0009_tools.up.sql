-- Calls of tools: what models asked for in a session, and how far each of them is.
CREATE TABLE tool_calls (
    run        TEXT NOT NULL REFERENCES runs (id),
    message    INTEGER NOT NULL,
    place      INTEGER NOT NULL,
    call       TEXT NOT NULL,
    state      TEXT NOT NULL,
    approval   TEXT,
    result     TEXT NOT NULL DEFAULT '',
    started_at TEXT,
    ended_at   TEXT,
    PRIMARY KEY (run, message, place)
) STRICT, WITHOUT ROWID;
