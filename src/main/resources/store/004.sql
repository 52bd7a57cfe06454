-- What is owed stands beside the keys to be destroyed: its token is sealed under a key of its own, which goes once it is
-- appended, so that what a database keeps of a note ties no receipt to a row. Empty for a note from before.

ALTER TABLE owed_receipt ADD COLUMN token_slot TEXT NOT NULL DEFAULT '';
