-- Stories of real recoveries, and statements on their way to a Learning Record Store.

CREATE TABLE story (
    key BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id BYTEA NOT NULL UNIQUE,
    at BIGINT NOT NULL,
    author BIGINT REFERENCES person (key) ON DELETE CASCADE,
    title TEXT NOT NULL,
    broke TEXT NOT NULL,
    did TEXT NOT NULL,
    ended TEXT NOT NULL,
    changed TEXT NOT NULL,
    tags TEXT NOT NULL, -- with commas between them
    recognised BIGINT REFERENCES person (key) ON DELETE SET NULL,
    failure TEXT,
    channel TEXT,
    words TEXT NOT NULL -- all of it in small letters
);
CREATE INDEX story_at ON story (at, key);
CREATE INDEX story_author ON story (author);
CREATE INDEX story_recognised ON story (recognised);

CREATE TABLE outbox (
    key BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id BYTEA NOT NULL UNIQUE,
    drill BIGINT REFERENCES drill (key) ON DELETE CASCADE,
    person BIGINT REFERENCES person (key) ON DELETE CASCADE,
    json TEXT NOT NULL, -- empty once it was sent
    state BIGINT NOT NULL, -- 0 waiting, 1 sent, 2 refused
    reason TEXT,
    tries BIGINT NOT NULL,
    next_at BIGINT NOT NULL
);
CREATE INDEX outbox_drill ON outbox (drill);
CREATE INDEX outbox_person ON outbox (person);
CREATE INDEX outbox_next ON outbox (next_at) WHERE state = 0;
CREATE INDEX outbox_refused ON outbox (key) WHERE state = 2;
