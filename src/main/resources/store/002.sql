-- Whose device or role an alert is about.

ALTER TABLE alert ADD COLUMN about TEXT;
