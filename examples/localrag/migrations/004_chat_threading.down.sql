-- What was said in branches remains, in the order of time.

DROP FUNCTION chat_thread(integer);
CREATE INDEX idx_chat_messages_session ON chat_messages (session_id, id);
DROP INDEX idx_chat_messages_parent;
ALTER TABLE chat_messages
    DROP CONSTRAINT chat_messages_parent,
    DROP COLUMN parent_id,
    DROP CONSTRAINT chat_messages_in_session;
ALTER TABLE chat_sessions DROP COLUMN title;
