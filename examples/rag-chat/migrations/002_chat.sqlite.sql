-- Chat sessions and their messages.

CREATE TABLE chat_sessions (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    title TEXT NOT NULL DEFAULT 'New chat',
    model_name TEXT,
    is_archived BOOLEAN NOT NULL DEFAULT FALSE CHECK (is_archived IN (0, 1)),
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
);

CREATE TABLE chat_messages (
    id INTEGER PRIMARY KEY,
    session_id INTEGER NOT NULL REFERENCES chat_sessions (id) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('user', 'assistant', 'system')),
    content TEXT NOT NULL,
    model_name TEXT,
    token_count INTEGER CHECK (token_count >= 0),
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
);

CREATE INDEX idx_chat_sessions_user_id ON chat_sessions (user_id, updated_at);
-- Messages of a session are read in the order of their ids.
CREATE INDEX idx_chat_messages_session_id ON chat_messages (session_id, id);

CREATE TRIGGER chat_sessions_set_updated_at
AFTER UPDATE OF title, model_name, is_archived ON chat_sessions
BEGIN
    UPDATE chat_sessions SET updated_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE id = NEW.id;
END;

-- A new message moves its session to the top of the list.
CREATE TRIGGER chat_messages_touch_session
AFTER INSERT ON chat_messages
BEGIN
    UPDATE chat_sessions SET updated_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE id = NEW.session_id;
END;
