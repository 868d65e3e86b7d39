-- The search index reads from the chunks, so it goes first; triggers go with their table.

DROP TABLE document_chunks_search;
DROP TABLE chat_message_sources;
DROP TABLE document_chunks;
DROP TABLE documents;
