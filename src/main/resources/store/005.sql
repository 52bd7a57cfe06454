-- Duty: what each person speaks and where they are rung, what they said by their switch, the mark of their calendar's
-- address; and the shifts. All of it stands sealed under the row's key.

CREATE TABLE duty (
    centre TEXT NOT NULL,
    person TEXT NOT NULL,
    kind TEXT NOT NULL,
    slot TEXT NOT NULL UNIQUE,
    duty BYTEA NOT NULL,
    PRIMARY KEY (centre, person, kind),
    FOREIGN KEY (centre, person) REFERENCES person (centre, id) ON DELETE CASCADE
);

CREATE TABLE shift (
    centre TEXT NOT NULL REFERENCES centre (centre) ON DELETE CASCADE,
    id TEXT NOT NULL CHECK (length(id) = 22),
    slot TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    shift BYTEA NOT NULL,
    PRIMARY KEY (centre, id)
);
