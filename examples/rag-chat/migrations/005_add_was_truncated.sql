-- Marks an answer that the token limit cut off. One script for both databases; the default fills
-- existing rows without rewriting them.

ALTER TABLE chat_messages ADD COLUMN was_truncated BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE standalone_chat_messages ADD COLUMN was_truncated BOOLEAN NOT NULL DEFAULT FALSE;
