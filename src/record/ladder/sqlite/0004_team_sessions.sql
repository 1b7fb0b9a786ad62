-- Team sessions: their inputs, what they came to, and the team's plan as it stood. They are nobody's drills, and in no sum.
CREATE TABLE team_session (
    key INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    text INTEGER NOT NULL REFERENCES text (key),
    at INTEGER NOT NULL,
    ended INTEGER NOT NULL, -- when it was kept last
    people INTEGER NOT NULL,
    voters INTEGER NOT NULL,
    -- The number of the judge who counted the following. Points are hundredths, money is cents.
    judge INTEGER NOT NULL,
    tier INTEGER NOT NULL,
    score INTEGER NOT NULL,
    accuracy INTEGER NOT NULL,
    members_accuracy INTEGER,
    against_votes INTEGER,
    against_best INTEGER,
    against_mean INTEGER,
    net INTEGER NOT NULL,
    spent INTEGER NOT NULL,
    beats TEXT NOT NULL, -- JSON
    log TEXT NOT NULL, -- JSON: start and commands; names of those only who let theirs be shown
    plan TEXT NOT NULL -- JSON
) STRICT;
CREATE INDEX team_session_at ON team_session (at);
