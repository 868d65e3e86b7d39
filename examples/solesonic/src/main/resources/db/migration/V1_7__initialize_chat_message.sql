CREATE TABLE chat_message (
    id            uuid        PRIMARY KEY DEFAULT uuid_generate_v4(),
    chat_id       uuid        NOT NULL REFERENCES chat (id) ON DELETE CASCADE,
    message_type  text        NOT NULL CHECK (message_type IN ('USER', 'ASSISTANT', 'SYSTEM')),
    message       text        NOT NULL,
    time_sent     timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX chat_message_chat ON chat_message (chat_id, time_sent);
