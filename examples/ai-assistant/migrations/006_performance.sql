-- Indexes and storage settings for tables that hold data by now.
-- CONCURRENTLY lets the application go on writing. It cannot run in a transaction, so this script runs
-- statement by statement. IF NOT EXISTS is left out on purpose: it would take the invalid index that an
-- interrupted build leaves behind for a finished one.

-- The latest messages of a conversation, and the tokens they take, from the index alone.
CREATE INDEX CONCURRENTLY idx_messages_latest
    ON messages (conversation_id, "timestamp" DESC) INCLUDE (role, token_count);

-- A user's list of conversations, newest first.
CREATE INDEX CONCURRENTLY idx_conversations_recent
    ON conversations (user_id, updated_at DESC) WHERE is_active;

-- The two above answer everything these did; keeping both would double the cost of each write.
DROP INDEX CONCURRENTLY IF EXISTS idx_messages_conversation_id;
DROP INDEX CONCURRENTLY IF EXISTS idx_conversations_active;

-- Foreign keys that 004 and 005 put on existing tables. Most rows have none.
CREATE INDEX CONCURRENTLY idx_messages_agent_id
    ON messages (agent_id) WHERE agent_id IS NOT NULL;
CREATE INDEX CONCURRENTLY idx_knowledge_base_tracked_file_id
    ON knowledge_base (tracked_file_id) WHERE tracked_file_id IS NOT NULL;
CREATE INDEX CONCURRENTLY idx_knowledge_base_commit_id
    ON knowledge_base (commit_id) WHERE commit_id IS NOT NULL;

-- What still waits for the embedding model. Both are nearly empty once it has caught up.
CREATE INDEX CONCURRENTLY idx_conversation_embeddings_unembedded
    ON conversation_embeddings (created_at) WHERE embedding_vector IS NULL;
CREATE INDEX CONCURRENTLY idx_knowledge_base_unembedded
    ON knowledge_base (created_at) WHERE embedding_vector IS NULL;

-- Tool calls to resume or give up after a restart.
CREATE INDEX CONCURRENTLY idx_tool_calls_unfinished
    ON tool_calls (started_at) WHERE finished_at IS NULL;

-- Every message rewrites its row of statistics. Room in the page keeps the new version beside the old one,
-- and since no changed column is indexed, no index is written.
ALTER TABLE conversation_stats SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);

-- Messages are nearly only inserted. An earlier vacuum keeps the visibility map fresh, and only then does
-- idx_messages_latest spare the table; an earlier analyze keeps up with "the last hour".
ALTER TABLE messages SET (autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.02);

ANALYZE conversations, messages, conversation_stats, conversation_embeddings, knowledge_base, tool_calls;
