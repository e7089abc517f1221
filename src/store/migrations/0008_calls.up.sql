-- Calls of models. Amounts of money are whole numbers of 10^-12 dollars: exact, and the engine can
-- compare and sum them.
CREATE TABLE calls (
    number      INTEGER PRIMARY KEY,
    id          TEXT UNIQUE NOT NULL,
    run         TEXT NOT NULL REFERENCES runs (id),
    task        TEXT,
    agent       TEXT NOT NULL,
    model       TEXT NOT NULL,
    endpoint    TEXT NOT NULL,
    why         TEXT NOT NULL,
    terms       TEXT NOT NULL,
    owner       TEXT NOT NULL,
    day         TEXT NOT NULL,
    reserved    INTEGER NOT NULL CHECK (reserved >= 0),
    cost        INTEGER NOT NULL CHECK (cost >= 0),
    input       INTEGER NOT NULL,
    cache_read  INTEGER NOT NULL,
    cache_write INTEGER NOT NULL,
    output      INTEGER NOT NULL,
    reasoning   INTEGER NOT NULL,
    received    INTEGER NOT NULL,
    counted     TEXT NOT NULL,
    ending      TEXT NOT NULL,
    started_at  TEXT NOT NULL,
    seen_at     TEXT NOT NULL,
    ended_at    TEXT
) STRICT;

CREATE INDEX calls_by_day ON calls (day, number);
CREATE INDEX calls_by_run ON calls (run, number);
CREATE INDEX calls_by_agent ON calls (agent, number);
CREATE INDEX calls_by_model ON calls (model, number);
CREATE INDEX calls_running ON calls (number) WHERE ending = 'running';

-- What each day, run and task has spent and what its running calls hold, kept with the calls.
-- `ahead` is what later days have spent on which the clock was once: it counts here, too.
CREATE TABLE spending (
    scope   TEXT NOT NULL,
    name    TEXT NOT NULL,
    spent   INTEGER NOT NULL CHECK (spent >= 0),
    held    INTEGER NOT NULL CHECK (held >= 0),
    ahead   INTEGER NOT NULL DEFAULT 0 CHECK (ahead >= 0),
    carried INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (scope, name)
) STRICT, WITHOUT ROWID;

-- The health of endpoints that have failed at some time.
CREATE TABLE breakers (
    provider TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    body     TEXT NOT NULL,
    PRIMARY KEY (provider, endpoint)
) STRICT, WITHOUT ROWID;
