-- One schema for SQLite and PostgreSQL. Days are days since 1970-01-01; there are no times of day. A slot names the key
-- of the key table under which the row's sealed columns stand; with the key they are gone. What each column is for and
-- when it ends is declared in StoredFields.

CREATE TABLE centre (
    centre TEXT NOT NULL PRIMARY KEY CHECK (length(centre) = 22),
    slot TEXT NOT NULL UNIQUE,
    mark BYTEA NOT NULL,
    generation INTEGER NOT NULL CHECK (generation >= 1),
    rotation_due INTEGER NOT NULL CHECK (rotation_due IN (0, 1)),
    settings TEXT NOT NULL,
    added_day INTEGER NOT NULL
);

CREATE TABLE centre_key (
    centre TEXT NOT NULL REFERENCES centre (centre) ON DELETE CASCADE,
    generation INTEGER NOT NULL,
    public_key BYTEA NOT NULL,
    added_day INTEGER NOT NULL,
    PRIMARY KEY (centre, generation)
);

CREATE TABLE sheet (
    centre TEXT NOT NULL PRIMARY KEY REFERENCES centre (centre) ON DELETE CASCADE,
    slot TEXT NOT NULL UNIQUE,
    public_key BYTEA NOT NULL,
    recovery_key BYTEA NOT NULL,
    proof_hash BYTEA NOT NULL,
    added_day INTEGER NOT NULL
);

CREATE TABLE sheet_key (
    centre TEXT NOT NULL,
    generation INTEGER NOT NULL,
    slot TEXT NOT NULL UNIQUE,
    wrapped BYTEA NOT NULL,
    PRIMARY KEY (centre, generation),
    FOREIGN KEY (centre, generation) REFERENCES centre_key (centre, generation) ON DELETE CASCADE
);

CREATE TABLE person (
    centre TEXT NOT NULL REFERENCES centre (centre) ON DELETE CASCADE,
    id TEXT NOT NULL CHECK (length(id) = 22),
    slot TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    role TEXT NOT NULL,
    name BYTEA NOT NULL,
    generation INTEGER NOT NULL,
    lock_seconds INTEGER NOT NULL,
    lock_on_hide INTEGER NOT NULL CHECK (lock_on_hide IN (0, 1)),
    added_day INTEGER NOT NULL,
    PRIMARY KEY (centre, id)
);

CREATE TABLE pin (
    centre TEXT NOT NULL,
    person TEXT NOT NULL,
    slot TEXT NOT NULL UNIQUE,
    verifier BYTEA NOT NULL,
    failures INTEGER NOT NULL,
    PRIMARY KEY (centre, person),
    FOREIGN KEY (centre, person) REFERENCES person (centre, id) ON DELETE CASCADE
);

CREATE TABLE device (
    centre TEXT NOT NULL,
    id TEXT NOT NULL CHECK (length(id) = 22),
    person TEXT NOT NULL,
    kind TEXT NOT NULL,
    public_key BYTEA NOT NULL,
    added_day INTEGER NOT NULL,
    last_used_day INTEGER NOT NULL,
    PRIMARY KEY (centre, id),
    FOREIGN KEY (centre, person) REFERENCES person (centre, id) ON DELETE CASCADE
);

CREATE INDEX device_by_person ON device (centre, person);

CREATE TABLE device_key (
    centre TEXT NOT NULL,
    generation INTEGER NOT NULL,
    device TEXT NOT NULL,
    slot TEXT NOT NULL UNIQUE,
    wrapped BYTEA NOT NULL,
    PRIMARY KEY (centre, generation, device),
    FOREIGN KEY (centre, generation) REFERENCES centre_key (centre, generation) ON DELETE CASCADE,
    FOREIGN KEY (centre, device) REFERENCES device (centre, id) ON DELETE CASCADE
);

CREATE INDEX device_key_by_device ON device_key (centre, device);

CREATE TABLE credential (
    centre TEXT NOT NULL,
    id TEXT NOT NULL,
    device TEXT NOT NULL,
    user_handle TEXT NOT NULL,
    public_key BYTEA NOT NULL,
    sign_count BIGINT NOT NULL,
    backup_eligible INTEGER NOT NULL CHECK (backup_eligible IN (0, 1)),
    backed_up INTEGER NOT NULL CHECK (backed_up IN (0, 1)),
    added_day INTEGER NOT NULL,
    last_used_day INTEGER NOT NULL,
    PRIMARY KEY (centre, id),
    FOREIGN KEY (centre, device) REFERENCES device (centre, id) ON DELETE CASCADE
);

CREATE INDEX credential_by_device ON credential (centre, device);

CREATE TABLE wiped_device (
    centre TEXT NOT NULL REFERENCES centre (centre) ON DELETE CASCADE,
    device TEXT NOT NULL,
    day INTEGER NOT NULL,
    PRIMARY KEY (centre, device)
);

CREATE TABLE plan (
    centre TEXT NOT NULL REFERENCES centre (centre) ON DELETE CASCADE,
    id TEXT NOT NULL CHECK (length(id) = 22),
    slot TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    programme BYTEA NOT NULL,
    policy BYTEA NOT NULL,
    envelope BYTEA NOT NULL,
    attempts INTEGER NOT NULL,
    cap INTEGER NOT NULL,
    added_day INTEGER NOT NULL,
    PRIMARY KEY (centre, id)
);

CREATE TABLE release (
    centre TEXT NOT NULL,
    id TEXT NOT NULL CHECK (length(id) = 22),
    plan TEXT NOT NULL,
    slot TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    envelope BYTEA NOT NULL,
    added_day INTEGER NOT NULL,
    PRIMARY KEY (centre, id),
    FOREIGN KEY (centre, plan) REFERENCES plan (centre, id) ON DELETE CASCADE
);

CREATE INDEX release_by_plan ON release (centre, plan);

CREATE TABLE alert (
    centre TEXT NOT NULL,
    id TEXT NOT NULL CHECK (length(id) = 22),
    person TEXT NOT NULL,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    day INTEGER NOT NULL,
    PRIMARY KEY (centre, id),
    FOREIGN KEY (centre, person) REFERENCES person (centre, id) ON DELETE CASCADE
);

CREATE INDEX alert_by_person ON alert (centre, person, number);

CREATE TABLE tally (
    centre TEXT NOT NULL REFERENCES centre (centre) ON DELETE CASCADE,
    name TEXT NOT NULL,
    month INTEGER NOT NULL,
    times BIGINT NOT NULL,
    PRIMARY KEY (centre, name, month)
);

CREATE TABLE owed_receipt (
    centre TEXT NOT NULL REFERENCES centre (centre) ON DELETE CASCADE,
    token TEXT NOT NULL,
    slot TEXT NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (centre, token, slot)
);
