-- CONCURRENTLY here too: reverting an optimisation should not stop the application.

ALTER TABLE messages RESET (autovacuum_vacuum_insert_scale_factor, autovacuum_analyze_scale_factor);
ALTER TABLE conversation_stats RESET (fillfactor, autovacuum_vacuum_scale_factor);

DROP INDEX CONCURRENTLY IF EXISTS idx_tool_calls_unfinished;
DROP INDEX CONCURRENTLY IF EXISTS idx_knowledge_base_unembedded;
DROP INDEX CONCURRENTLY IF EXISTS idx_conversation_embeddings_unembedded;
DROP INDEX CONCURRENTLY IF EXISTS idx_knowledge_base_commit_id;
DROP INDEX CONCURRENTLY IF EXISTS idx_knowledge_base_tracked_file_id;
DROP INDEX CONCURRENTLY IF EXISTS idx_messages_agent_id;

-- The older indexes come back before the ones that replaced them go.
CREATE INDEX CONCURRENTLY idx_conversations_active ON conversations (user_id) WHERE is_active;
CREATE INDEX CONCURRENTLY idx_messages_conversation_id ON messages (conversation_id, "timestamp");

DROP INDEX CONCURRENTLY IF EXISTS idx_conversations_recent;
DROP INDEX CONCURRENTLY IF EXISTS idx_messages_latest;
