-- Carriers' bills: of each trunk and month what the check came to, and how that carrier's files are written. No line.

CREATE TABLE bill (
    centre TEXT NOT NULL REFERENCES centre (centre) ON DELETE CASCADE,
    trunk TEXT NOT NULL,
    month INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    layout TEXT NOT NULL,
    day INTEGER NOT NULL,
    PRIMARY KEY (centre, trunk, month)
);
