-- People, drills as their inputs with what came of them, and sums over drills. Times are milliseconds since 1970, money is cents.

-- Keys of people are never given twice: who has read one may keep it.
CREATE TABLE person (
    key BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id BYTEA NOT NULL UNIQUE,
    name TEXT NOT NULL,
    folded TEXT NOT NULL UNIQUE, -- the name in small letters
    since BIGINT NOT NULL
);

-- The text of each scenario that was played, once.
CREATE TABLE text (
    key BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    hash BYTEA NOT NULL UNIQUE,
    scenario TEXT NOT NULL,
    text TEXT NOT NULL
);

-- Policy and traits, each distinct one once, as JSON.
CREATE TABLE setup (
    key BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    json TEXT NOT NULL UNIQUE
);

CREATE TABLE drill (
    key BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id BYTEA NOT NULL UNIQUE,
    person BIGINT REFERENCES person (key) ON DELETE CASCADE,
    text BIGINT NOT NULL REFERENCES text (key),
    setup BIGINT NOT NULL REFERENCES setup (key),
    seed BIGINT NOT NULL, -- 64 bits, read as signed
    mode BIGINT NOT NULL,
    pace BIGINT NOT NULL,
    at BIGINT NOT NULL,
    retry_of BYTEA,
    retry_from BIGINT,
    sure_before BIGINT,
    sure_after BIGINT,
    ended BIGINT,
    n BIGINT NOT NULL, -- how many entries
    entries BYTEA NOT NULL,
    -- The number of the judge who saw it last, 0: none. Without a tier it could not be judged.
    judge BIGINT NOT NULL,
    tier BIGINT,
    score BIGINT,
    accuracy BIGINT,
    luck BIGINT,
    service BIGINT,
    net BIGINT,
    best_net BIGINT,
    idle_net BIGINT,
    cost BIGINT,
    good BIGINT,
    bad BIGINT,
    bad_at_start BIGINT,
    alone BIGINT,
    moves BYTEA
);
CREATE INDEX drill_at ON drill (at, key);
CREATE INDEX drill_person ON drill (person, at, key);
CREATE INDEX drill_text ON drill (text, at, key);
CREATE INDEX drill_open ON drill (person, at, key) WHERE ended IS NULL;
CREATE INDEX drill_judge ON drill (judge) WHERE ended IS NOT NULL;

-- What a trainee said of a drill, where they said something.
CREATE TABLE reflection (
    drill BIGINT PRIMARY KEY REFERENCES drill (key) ON DELETE CASCADE,
    happened TEXT NOT NULL,
    keep TEXT NOT NULL,
    change TEXT NOT NULL
);

-- Sums: axis 0 by person; 1 by person and text; 2 by person and month; 3 by text and month. Person 0 is nobody.
CREATE TABLE tally (
    axis BIGINT NOT NULL,
    a BIGINT NOT NULL,
    b BIGINT NOT NULL,
    way BIGINT NOT NULL, -- twice the mode, and one more for retries
    last BIGINT NOT NULL,
    begun BIGINT NOT NULL,
    ended BIGINT NOT NULL,
    judged BIGINT NOT NULL,
    tier_0 BIGINT NOT NULL,
    tier_1 BIGINT NOT NULL,
    tier_2 BIGINT NOT NULL,
    tier_3 BIGINT NOT NULL,
    tier_4 BIGINT NOT NULL,
    score BIGINT NOT NULL,
    accuracy BIGINT NOT NULL,
    alone BIGINT NOT NULL,
    net BIGINT NOT NULL,
    best_net BIGINT NOT NULL,
    idle_net BIGINT NOT NULL,
    cost BIGINT NOT NULL,
    good BIGINT NOT NULL,
    bad BIGINT NOT NULL,
    bad_at_start BIGINT NOT NULL,
    sure BIGINT NOT NULL,
    sure_before BIGINT NOT NULL,
    sure_after BIGINT NOT NULL,
    PRIMARY KEY (axis, a, b, way)
);
