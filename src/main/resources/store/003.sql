-- What a colleague said of a device's or the recovery sheet's public key, for each generation of the centre's key.

CREATE TABLE voucher (
    centre TEXT NOT NULL REFERENCES centre (centre) ON DELETE CASCADE,
    holder TEXT NOT NULL,
    generation INTEGER NOT NULL,
    voucher BYTEA NOT NULL,
    PRIMARY KEY (centre, holder, generation)
);
