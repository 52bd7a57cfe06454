-- Test calls: of each trunk and what a call by it shows, whether the last one passed, and the day. Nothing else of them.

CREATE TABLE probe (
    centre TEXT NOT NULL REFERENCES centre (centre) ON DELETE CASCADE,
    trunk TEXT NOT NULL,
    mode TEXT NOT NULL,
    passed INTEGER NOT NULL CHECK (passed IN (0, 1)),
    day INTEGER NOT NULL,
    PRIMARY KEY (centre, trunk, mode)
);
