DROP TABLE chat_message_sources;
DROP TABLE document_chunks;
DROP TABLE documents;
