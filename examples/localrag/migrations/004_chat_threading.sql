-- A message answers another one of its own session, so that a question asked anew begins a branch.

ALTER TABLE chat_sessions ADD COLUMN title text;

ALTER TABLE chat_messages
    ADD COLUMN parent_id integer,
    ADD CONSTRAINT chat_messages_in_session UNIQUE (session_id, id);

-- Until now every message answered the one before it.
UPDATE chat_messages AS message SET parent_id = before.id
FROM (SELECT id, lag(id) OVER (PARTITION BY session_id ORDER BY created_at, id) AS parent FROM chat_messages) AS pair
JOIN chat_messages AS before ON before.id = pair.parent
WHERE message.id = pair.id;

-- Both columns, so that no thread leads into another session. What answers a deleted message goes with it.
ALTER TABLE chat_messages
    ADD CONSTRAINT chat_messages_parent FOREIGN KEY (session_id, parent_id)
        REFERENCES chat_messages (session_id, id) ON DELETE CASCADE,
    ADD CONSTRAINT chat_messages_not_own_parent CHECK (parent_id <> id);

CREATE INDEX idx_chat_messages_parent ON chat_messages (session_id, parent_id);
-- The constraint's own index does the same.
DROP INDEX idx_chat_messages_session;

-- The messages from the beginning of a thread to the one named.
CREATE FUNCTION chat_thread(leaf integer) RETURNS SETOF chat_messages
LANGUAGE sql STABLE AS $$
    WITH RECURSIVE thread AS (
        SELECT id, parent_id, 0 AS depth FROM chat_messages WHERE id = leaf
        UNION ALL
        SELECT parent.id, parent.parent_id, thread.depth + 1
        FROM chat_messages AS parent JOIN thread ON parent.id = thread.parent_id
    )
    SELECT message.* FROM thread JOIN chat_messages AS message USING (id) ORDER BY thread.depth DESC
$$;
