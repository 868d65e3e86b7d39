CREATE TABLE chat (
    id       uuid        PRIMARY KEY DEFAULT uuid_generate_v4(),
    user_id  uuid        NOT NULL,
    created  timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX chat_user ON chat (user_id, created DESC);
