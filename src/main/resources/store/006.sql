-- What callers said after nobody was free: sealed second by second to the centre's key, and once more under the row's.

CREATE TABLE message (
    centre TEXT NOT NULL REFERENCES centre (centre) ON DELETE CASCADE,
    id TEXT NOT NULL CHECK (length(id) = 22),
    slot TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    programme BYTEA NOT NULL,
    language BYTEA NOT NULL,
    envelope BYTEA NOT NULL,
    heard INTEGER NOT NULL CHECK (heard IN (0, 1)),
    added_day INTEGER NOT NULL,
    PRIMARY KEY (centre, id)
);

CREATE TABLE message_second (
    centre TEXT NOT NULL,
    message TEXT NOT NULL,
    number INTEGER NOT NULL,
    sound BYTEA NOT NULL,
    PRIMARY KEY (centre, message, number),
    FOREIGN KEY (centre, message) REFERENCES message (centre, id) ON DELETE CASCADE
);

-- The sentences that callers hear, where the centre recorded its own.

CREATE TABLE prompt (
    centre TEXT NOT NULL REFERENCES centre (centre) ON DELETE CASCADE,
    id TEXT NOT NULL CHECK (length(id) = 22),
    slot TEXT NOT NULL UNIQUE,
    name BYTEA NOT NULL,
    sound BYTEA NOT NULL,
    added_day INTEGER NOT NULL,
    PRIMARY KEY (centre, id)
);
