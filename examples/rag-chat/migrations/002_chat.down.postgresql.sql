DROP TABLE chat_messages;
DROP TABLE chat_sessions;
DROP FUNCTION touch_chat_session();
