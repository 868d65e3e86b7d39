-- The quick chat beside the sessions: each user has one running exchange with the model.

CREATE TABLE standalone_chat_messages (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('user', 'assistant', 'system')),
    content TEXT NOT NULL,
    model_name TEXT,
    token_count INTEGER CHECK (token_count >= 0),
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
);

CREATE INDEX idx_standalone_chat_messages_user_id ON standalone_chat_messages (user_id, id);
