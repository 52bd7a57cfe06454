-- What is shown of a month's counts, settled once when the month is over; the counts themselves go in the same step.
-- Those of before, which stood without programmes, go here: nothing could be shown of them.

CREATE TABLE published (
    centre TEXT NOT NULL REFERENCES centre (centre) ON DELETE CASCADE,
    month INTEGER NOT NULL,
    shown TEXT NOT NULL,
    PRIMARY KEY (centre, month)
);

DELETE FROM tally WHERE name <> 'override';
