-- Legal holds: each of one item, asked for by one person and confirmed by another. Reference and the item's own end stand
-- sealed under the hold's own key, whose end is the hold's.

CREATE TABLE hold (
    centre TEXT NOT NULL REFERENCES centre (centre) ON DELETE CASCADE,
    id TEXT NOT NULL CHECK (length(id) = 22),
    slot TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    item TEXT NOT NULL,
    reference BYTEA NOT NULL,
    own_end BYTEA NOT NULL,
    asked_by TEXT NOT NULL,
    confirmed_by TEXT NOT NULL,
    lift_by TEXT NOT NULL,
    asked_day INTEGER NOT NULL,
    lift_day INTEGER NOT NULL,
    PRIMARY KEY (centre, id),
    UNIQUE (centre, kind, item)
);
