ALTER TABLE messages DROP COLUMN was_truncated;
