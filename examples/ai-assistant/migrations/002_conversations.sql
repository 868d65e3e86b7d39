-- Conversations, their messages, and one row of statistics for each conversation.

CREATE TABLE IF NOT EXISTS conversations (
    id uuid PRIMARY KEY DEFAULT uuid_generate_v4(),
    user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    title text,
    agent_type text NOT NULL DEFAULT 'chat',
    context_length integer NOT NULL DEFAULT 4096 CHECK (context_length > 0),
    is_active boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    metadata jsonb NOT NULL DEFAULT '{}'
);

CREATE TABLE IF NOT EXISTS messages (
    id uuid PRIMARY KEY DEFAULT uuid_generate_v4(),
    conversation_id uuid NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    role text NOT NULL CHECK (role IN ('user', 'assistant', 'system')),
    content text NOT NULL,
    token_count integer CHECK (token_count >= 0),
    -- A question and its answer may be stored in one transaction; now() would give both the same time.
    "timestamp" timestamptz NOT NULL DEFAULT clock_timestamp(),
    model_name text,
    -- Seconds. NaN sorts above infinity, so the upper bound keeps both out of the sums below.
    generation_time double precision CHECK (generation_time >= 0 AND generation_time < 'Infinity'),
    temperature double precision CHECK (temperature >= 0 AND temperature <= 2),
    generation_config jsonb NOT NULL DEFAULT '{}'
);

-- Sums and counts are kept, the average is derived: adding and removing a message costs the same
-- however long the conversation is. The sum is numeric so that removing undoes adding exactly.
CREATE TABLE IF NOT EXISTS conversation_stats (
    id uuid PRIMARY KEY DEFAULT uuid_generate_v4(),
    conversation_id uuid NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    total_messages bigint NOT NULL DEFAULT 0,
    total_tokens bigint NOT NULL DEFAULT 0,
    timed_messages bigint NOT NULL DEFAULT 0,
    total_response_time numeric NOT NULL DEFAULT 0,
    avg_response_time double precision
        GENERATED ALWAYS AS ((total_response_time / NULLIF(timed_messages, 0))::double precision) STORED,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    -- One row per conversation; the ON CONFLICT of the statistics needs this constraint.
    CONSTRAINT idx_conversation_stats_conversation_id UNIQUE (conversation_id)
);

-- With the unique constraint above, the nine indexes of this migration.
CREATE INDEX IF NOT EXISTS idx_conversations_user_id ON conversations (user_id);
CREATE INDEX IF NOT EXISTS idx_conversations_agent_type ON conversations (agent_type);
CREATE INDEX IF NOT EXISTS idx_conversations_active ON conversations (user_id) WHERE is_active;
CREATE INDEX IF NOT EXISTS idx_conversations_created_at ON conversations (created_at);
CREATE INDEX IF NOT EXISTS idx_messages_conversation_id ON messages (conversation_id, "timestamp");
CREATE INDEX IF NOT EXISTS idx_messages_timestamp ON messages ("timestamp");
CREATE INDEX IF NOT EXISTS idx_messages_role ON messages (role);
CREATE INDEX IF NOT EXISTS idx_messages_model_name ON messages (model_name) WHERE model_name IS NOT NULL;

CREATE OR REPLACE TRIGGER conversations_set_updated_at
    BEFORE UPDATE ON conversations
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();

CREATE OR REPLACE TRIGGER conversation_stats_set_updated_at
    BEFORE UPDATE ON conversation_stats
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();

CREATE OR REPLACE FUNCTION touch_conversation() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE conversations
    SET updated_at = clock_timestamp()
    WHERE id IN (SELECT conversation_id FROM new_messages);
    RETURN NULL;
END;
$$;

-- Once per statement, not per row: an import of a thousand messages touches its conversation once.
CREATE OR REPLACE TRIGGER messages_touch_conversation
    AFTER INSERT ON messages
    REFERENCING NEW TABLE AS new_messages
    FOR EACH STATEMENT EXECUTE FUNCTION touch_conversation();

-- An update is the old rows taken out and the new rows put in, which also covers a message that
-- changes its conversation and an answer whose tokens and time are known only when it is complete.
CREATE OR REPLACE FUNCTION keep_conversation_stats() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        -- Only an UPDATE: when a whole conversation goes, its statistics may be gone already.
        UPDATE conversation_stats AS s
        SET total_messages = s.total_messages - o.messages,
            total_tokens = s.total_tokens - o.tokens,
            timed_messages = s.timed_messages - o.timed,
            total_response_time = s.total_response_time - o.response_time
        FROM (
            SELECT conversation_id,
                   count(*) AS messages,
                   coalesce(sum(token_count), 0) AS tokens,
                   count(generation_time) AS timed,
                   coalesce(sum(generation_time::numeric), 0) AS response_time
            FROM old_messages
            GROUP BY conversation_id
        ) AS o
        WHERE s.conversation_id = o.conversation_id;
    END IF;

    IF TG_OP <> 'DELETE' THEN
        -- Ordered, so that two statements over the same conversations lock them in the same order.
        INSERT INTO conversation_stats AS s
            (conversation_id, total_messages, total_tokens, timed_messages, total_response_time)
        SELECT conversation_id,
               count(*),
               coalesce(sum(token_count), 0),
               count(generation_time),
               coalesce(sum(generation_time::numeric), 0)
        FROM new_messages
        GROUP BY conversation_id
        ORDER BY conversation_id
        ON CONFLICT (conversation_id) DO UPDATE
        SET total_messages = s.total_messages + excluded.total_messages,
            total_tokens = s.total_tokens + excluded.total_tokens,
            timed_messages = s.timed_messages + excluded.timed_messages,
            total_response_time = s.total_response_time + excluded.total_response_time;
    END IF;

    RETURN NULL;
END;
$$;

-- Three triggers, because PostgreSQL allows a transition table for one kind of event only.
CREATE OR REPLACE TRIGGER messages_stats_insert
    AFTER INSERT ON messages
    REFERENCING NEW TABLE AS new_messages
    FOR EACH STATEMENT EXECUTE FUNCTION keep_conversation_stats();

CREATE OR REPLACE TRIGGER messages_stats_update
    AFTER UPDATE ON messages
    REFERENCING OLD TABLE AS old_messages NEW TABLE AS new_messages
    FOR EACH STATEMENT EXECUTE FUNCTION keep_conversation_stats();

CREATE OR REPLACE TRIGGER messages_stats_delete
    AFTER DELETE ON messages
    REFERENCING OLD TABLE AS old_messages
    FOR EACH STATEMENT EXECUTE FUNCTION keep_conversation_stats();
