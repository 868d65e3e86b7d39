DROP TABLE standalone_chat_messages;
