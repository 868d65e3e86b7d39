-- migrate:up
ALTER TABLE messages ADD COLUMN was_truncated BOOLEAN NOT NULL DEFAULT 0;

-- migrate:down
ALTER TABLE messages DROP COLUMN was_truncated;
