-- Team sessions: their inputs, what they came to, and the team's plan as it stood. They are nobody's drills, and in no sum.
CREATE TABLE team_session (
    key BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id BYTEA NOT NULL UNIQUE,
    text BIGINT NOT NULL REFERENCES text (key),
    at BIGINT NOT NULL,
    ended BIGINT NOT NULL, -- when it was kept last
    people BIGINT NOT NULL,
    voters BIGINT NOT NULL,
    -- The number of the judge who counted the following. Points are hundredths, money is cents.
    judge BIGINT NOT NULL,
    tier BIGINT NOT NULL,
    score BIGINT NOT NULL,
    accuracy BIGINT NOT NULL,
    members_accuracy BIGINT,
    against_votes BIGINT,
    against_best BIGINT,
    against_mean BIGINT,
    net BIGINT NOT NULL,
    spent BIGINT NOT NULL,
    beats TEXT NOT NULL, -- JSON
    log TEXT NOT NULL, -- JSON: start and commands; names of those only who let theirs be shown
    plan TEXT NOT NULL -- JSON
);
CREATE INDEX team_session_at ON team_session (at);
