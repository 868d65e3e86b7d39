-- No CASCADE: if something else has come to depend on these, the down must fail rather than take it along.
-- The extensions stay: an administrator may have created them, and only their owner may drop them.

DROP TABLE chat_messages;
DROP TABLE chat_sessions;
DROP TABLE chunks;
DROP TABLE documents;
DROP FUNCTION count_chat_messages();
DROP FUNCTION set_updated_at();
