-- Numbers that are lent to nobody, because networks show a wrong name or a warning with them: sealed under the centre's
-- own key.

CREATE TABLE withdrawn (
    centre TEXT NOT NULL REFERENCES centre (centre) ON DELETE CASCADE,
    id TEXT NOT NULL CHECK (length(id) = 22),
    number BYTEA NOT NULL,
    day INTEGER NOT NULL,
    PRIMARY KEY (centre, id)
);
