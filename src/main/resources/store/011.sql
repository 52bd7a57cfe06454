-- The register of carriers' portals: who can log in there, and when somebody looks at that next.

CREATE TABLE portal (
    centre TEXT NOT NULL REFERENCES centre (centre) ON DELETE CASCADE,
    id TEXT NOT NULL CHECK (length(id) = 22),
    slot TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    settled BYTEA NOT NULL,
    envelope BYTEA NOT NULL,
    review_day INTEGER NOT NULL,
    added_day INTEGER NOT NULL,
    PRIMARY KEY (centre, id)
);
