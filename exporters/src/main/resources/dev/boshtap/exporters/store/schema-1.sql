-- A capture, version 1; docs/reference/capture.md tells what is in it. Times are milliseconds since
-- 1970-01-01 UTC. `seq` counts what was observed, in its order, across all tables and parts.

CREATE TABLE capture (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- What the compressed columns were compressed with: Zstandard, a raw dictionary.
CREATE TABLE dictionary (
  id    INTEGER PRIMARY KEY,
  bytes BLOB NOT NULL
);

CREATE TABLE connections (
  number INTEGER PRIMARY KEY,
  server TEXT NOT NULL,
  client TEXT NOT NULL
);

CREATE TABLE exchanges (
  seq           INTEGER PRIMARY KEY,
  number        INTEGER NOT NULL,
  connection    INTEGER NOT NULL,
  started       INTEGER NOT NULL,
  ended         INTEGER,            -- NULL: open when recording stopped
  method        TEXT NOT NULL,
  target        TEXT NOT NULL,
  status        INTEGER,            -- NULL: no answer
  held_ms       INTEGER,
  request_size  INTEGER NOT NULL,   -- on the wire; -1: no body came
  response_size INTEGER NOT NULL,
  ended_by      TEXT,               -- NULL: answered, or open
  how           TEXT,
  outcome       TEXT,               -- of a BOSH request: answered, unanswered, late, error, pending
  sid           TEXT,
  rid           INTEGER,
  agent         TEXT,
  events        INTEGER NOT NULL,   -- how many events it gave
  record        BLOB NOT NULL       -- all of it but the bodies: JSON, compressed
);
CREATE UNIQUE INDEX exchanges_number ON exchanges (number);
CREATE INDEX exchanges_agent ON exchanges (agent) WHERE agent IS NOT NULL;
CREATE INDEX exchanges_started ON exchanges (started);
CREATE INDEX exchanges_unanswered ON exchanges (seq) WHERE status IS NULL;

-- Up to the cap (`body-limit` in capture); kept < size where it was capped or bytes were lost.
CREATE TABLE bodies (
  id    INTEGER PRIMARY KEY,        -- 2 * exchange for the request's, 2 * exchange + 1 the answer's
  size  INTEGER NOT NULL,           -- on the wire
  kept  INTEGER NOT NULL,           -- before compression
  lost  INTEGER NOT NULL,           -- not recorded, though within the cap
  bytes BLOB NOT NULL               -- compressed
);

-- Exchanges that were open when the writer last committed.
CREATE TABLE pending (
  number     INTEGER PRIMARY KEY,
  connection INTEGER NOT NULL,
  started    INTEGER NOT NULL,
  agent      TEXT,
  record     BLOB NOT NULL,
  request    BLOB NOT NULL          -- the request's body as far as it was kept, compressed
);

CREATE TABLE events (
  seq        INTEGER PRIMARY KEY,
  exchange   INTEGER NOT NULL,      -- 0: of none
  connection INTEGER NOT NULL,
  time       INTEGER NOT NULL,
  type       TEXT NOT NULL,
  agent      TEXT,
  sid        TEXT,
  rid        INTEGER,
  node       TEXT,
  outcome    TEXT,                  -- of a bosh.poll
  event      TEXT NOT NULL          -- all of it: JSON
);
CREATE INDEX events_exchange ON events (exchange);
CREATE INDEX events_time ON events (time);
CREATE INDEX events_type ON events (type);
CREATE INDEX events_agent ON events (agent) WHERE agent IS NOT NULL;
CREATE INDEX events_node ON events (node) WHERE node IS NOT NULL;
CREATE INDEX events_outcome ON events (outcome) WHERE outcome IS NOT NULL;

-- What was forwarded and not recorded, or recorded and not understood.
CREATE TABLE losses (
  seq   INTEGER PRIMARY KEY,
  time  INTEGER NOT NULL,
  what  TEXT NOT NULL,
  count INTEGER NOT NULL,
  at    TEXT NOT NULL               -- the time on both clocks
);

-- Exchanges that became a WebSocket; and what was said there.
CREATE TABLE upgrades (
  seq      INTEGER PRIMARY KEY,
  exchange INTEGER NOT NULL,
  record   BLOB NOT NULL            -- the handshake: JSON, compressed
);

CREATE TABLE messages (
  seq      INTEGER PRIMARY KEY,
  exchange INTEGER NOT NULL,
  time     INTEGER NOT NULL,
  sender   TEXT NOT NULL,           -- client or server
  opcode   INTEGER NOT NULL,
  size     INTEGER NOT NULL,        -- of the payload as far as it was kept
  missing  INTEGER NOT NULL,        -- bytes of the payload that were not kept; -1: not known
  payload  BLOB NOT NULL,           -- compressed
  record   TEXT NOT NULL            -- the rest of it: JSON
);
CREATE INDEX messages_exchange ON messages (exchange);

CREATE VIEW sessions AS
  SELECT sid,
         max(agent) AS agent,
         min(time) AS first_seen,
         max(time) AS last_seen,
         sum(type = 'bosh.poll' AND outcome = 'unanswered') AS unanswered,
         count(*) AS events
    FROM events WHERE sid IS NOT NULL GROUP BY sid;

-- A finding is told again when more is known of it: each as it was told last.
CREATE VIEW findings AS
  SELECT * FROM events WHERE seq IN
    (SELECT max(seq) FROM events WHERE type = 'finding' GROUP BY event->>'$.finding.number');

CREATE VIEW polls AS SELECT * FROM events WHERE type = 'bosh.poll';
