-- Version 2: what exchanges that were open at the end of a part had said there. Their rows in a
-- later part come with these events too; of the observations of that part they are none.

CREATE TABLE carried (
  seq      INTEGER PRIMARY KEY,
  exchange INTEGER NOT NULL,
  event    TEXT NOT NULL            -- as in events
);
CREATE INDEX carried_exchange ON carried (exchange);
