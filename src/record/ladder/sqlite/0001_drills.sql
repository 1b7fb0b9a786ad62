-- People, drills as their inputs with what came of them, and sums over drills. Times are milliseconds since 1970, money is cents.

-- Keys of people are never given twice: who has read one may keep it.
CREATE TABLE person (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,
    folded TEXT NOT NULL UNIQUE, -- the name in small letters
    since INTEGER NOT NULL
) STRICT;

-- The text of each scenario that was played, once.
CREATE TABLE text (
    key INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    scenario TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;

-- Policy and traits, each distinct one once, as JSON.
CREATE TABLE setup (
    key INTEGER PRIMARY KEY,
    json TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE drill (
    key INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    person INTEGER REFERENCES person (key) ON DELETE CASCADE,
    text INTEGER NOT NULL REFERENCES text (key),
    setup INTEGER NOT NULL REFERENCES setup (key),
    seed INTEGER NOT NULL, -- 64 bits, read as signed
    mode INTEGER NOT NULL,
    pace INTEGER NOT NULL,
    at INTEGER NOT NULL,
    retry_of BLOB,
    retry_from INTEGER,
    sure_before INTEGER,
    sure_after INTEGER,
    ended INTEGER,
    n INTEGER NOT NULL, -- how many entries
    entries BLOB NOT NULL,
    -- The number of the judge who saw it last, 0: none. Without a tier it could not be judged.
    judge INTEGER NOT NULL,
    tier INTEGER,
    score INTEGER,
    accuracy INTEGER,
    luck INTEGER,
    service INTEGER,
    net INTEGER,
    best_net INTEGER,
    idle_net INTEGER,
    cost INTEGER,
    good INTEGER,
    bad INTEGER,
    bad_at_start INTEGER,
    alone INTEGER,
    moves BLOB
) STRICT;
CREATE INDEX drill_at ON drill (at);
CREATE INDEX drill_person ON drill (person, at);
CREATE INDEX drill_text ON drill (text, at);
CREATE INDEX drill_open ON drill (person, at) WHERE ended IS NULL;
CREATE INDEX drill_judge ON drill (judge) WHERE ended IS NOT NULL;

-- What a trainee said of a drill, where they said something.
CREATE TABLE reflection (
    drill INTEGER PRIMARY KEY REFERENCES drill (key) ON DELETE CASCADE,
    happened TEXT NOT NULL,
    keep TEXT NOT NULL,
    change TEXT NOT NULL
) STRICT;

-- Sums: axis 0 by person; 1 by person and text; 2 by person and month; 3 by text and month. Person 0 is nobody.
CREATE TABLE tally (
    axis INTEGER NOT NULL,
    a INTEGER NOT NULL,
    b INTEGER NOT NULL,
    way INTEGER NOT NULL, -- twice the mode, and one more for retries
    last INTEGER NOT NULL,
    begun INTEGER NOT NULL,
    ended INTEGER NOT NULL,
    judged INTEGER NOT NULL,
    tier_0 INTEGER NOT NULL,
    tier_1 INTEGER NOT NULL,
    tier_2 INTEGER NOT NULL,
    tier_3 INTEGER NOT NULL,
    tier_4 INTEGER NOT NULL,
    score INTEGER NOT NULL,
    accuracy INTEGER NOT NULL,
    alone INTEGER NOT NULL,
    net INTEGER NOT NULL,
    best_net INTEGER NOT NULL,
    idle_net INTEGER NOT NULL,
    cost INTEGER NOT NULL,
    good INTEGER NOT NULL,
    bad INTEGER NOT NULL,
    bad_at_start INTEGER NOT NULL,
    sure INTEGER NOT NULL,
    sure_before INTEGER NOT NULL,
    sure_after INTEGER NOT NULL,
    PRIMARY KEY (axis, a, b, way)
) STRICT, WITHOUT ROWID;
