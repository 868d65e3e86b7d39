-- The triggers go with their tables, the functions do not.

DROP TABLE IF EXISTS conversation_stats;
DROP TABLE IF EXISTS messages;
DROP TABLE IF EXISTS conversations;
DROP FUNCTION IF EXISTS keep_conversation_stats();
DROP FUNCTION IF EXISTS touch_conversation();
