-- Which agents a conversation used, with which settings, and what tools they called.

CREATE TABLE IF NOT EXISTS agents (
    id uuid PRIMARY KEY DEFAULT uuid_generate_v4(),
    name text NOT NULL UNIQUE,
    agent_type text NOT NULL,
    description text,
    system_prompt text,
    -- NULL: the default model.
    model_config_id uuid REFERENCES model_configs (id) ON DELETE SET NULL,
    settings jsonb NOT NULL DEFAULT '{}',
    -- An agent that was used is retired, not deleted: conversations keep pointing at it.
    is_active boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE IF NOT EXISTS conversation_agents (
    conversation_id uuid NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    agent_id uuid NOT NULL REFERENCES agents (id),
    -- Laid over the agent's own settings, for this conversation only.
    settings jsonb NOT NULL DEFAULT '{}',
    joined_at timestamptz NOT NULL DEFAULT now(),
    left_at timestamptz,
    PRIMARY KEY (conversation_id, agent_id),
    CHECK (left_at >= joined_at)
);

-- NULL for what a user wrote and for answers older than this migration.
-- The index for this column is built in 006, without blocking writers.
ALTER TABLE messages ADD COLUMN IF NOT EXISTS agent_id uuid REFERENCES agents (id);

CREATE TABLE IF NOT EXISTS tool_calls (
    id uuid PRIMARY KEY DEFAULT uuid_generate_v4(),
    -- The answer that asked for the call; through it the conversation is known.
    message_id uuid NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    agent_id uuid REFERENCES agents (id),
    call_index integer NOT NULL DEFAULT 0 CHECK (call_index >= 0),
    tool_name text NOT NULL,
    arguments jsonb NOT NULL DEFAULT '{}',
    result jsonb,
    error text,
    status text NOT NULL DEFAULT 'pending'
        CHECK (status IN ('pending', 'running', 'succeeded', 'failed', 'cancelled')),
    started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    finished_at timestamptz,
    UNIQUE (message_id, call_index),
    CHECK (finished_at >= started_at),
    -- A call has ended if and only if it has an end.
    CHECK ((status IN ('pending', 'running')) = (finished_at IS NULL)),
    CHECK (error IS NULL OR status IN ('failed', 'cancelled'))
);

-- These tables are new and small, so plain indexes are built in an instant.
CREATE INDEX IF NOT EXISTS idx_agents_active ON agents (agent_type) WHERE is_active;
CREATE INDEX IF NOT EXISTS idx_agents_model_config_id ON agents (model_config_id);
CREATE INDEX IF NOT EXISTS idx_conversation_agents_agent_id ON conversation_agents (agent_id);
CREATE INDEX IF NOT EXISTS idx_tool_calls_agent_id ON tool_calls (agent_id);
CREATE INDEX IF NOT EXISTS idx_tool_calls_tool_name ON tool_calls (tool_name, started_at);

CREATE OR REPLACE TRIGGER agents_set_updated_at
    BEFORE UPDATE ON agents
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();

-- Existing conversations named their agent in agent_type; each such name becomes an agent.
INSERT INTO agents (name, agent_type, description)
SELECT 'chat', 'chat', 'General conversation'
UNION
SELECT agent_type, agent_type, CASE agent_type WHEN 'chat' THEN 'General conversation' END
FROM conversations
ON CONFLICT (name) DO NOTHING;

INSERT INTO conversation_agents (conversation_id, agent_id, joined_at)
SELECT c.id, a.id, c.created_at
FROM conversations AS c
JOIN agents AS a ON a.name = c.agent_type
ON CONFLICT (conversation_id, agent_id) DO NOTHING;
