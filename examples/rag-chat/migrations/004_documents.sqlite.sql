-- What answers are retrieved from: documents cut into chunks, and the chunks an answer cited.

CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    source_uri TEXT,
    mime_type TEXT NOT NULL DEFAULT 'text/plain',
    content_hash TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'ready', 'failed')),
    error TEXT,
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    -- Uploading the same file again finds the document that is there.
    UNIQUE (user_id, content_hash)
);

CREATE TABLE document_chunks (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    chunk_index INTEGER NOT NULL CHECK (chunk_index >= 0),
    content TEXT NOT NULL,
    token_count INTEGER CHECK (token_count >= 0),
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    UNIQUE (document_id, chunk_index)
);

CREATE TABLE chat_message_sources (
    message_id INTEGER NOT NULL REFERENCES chat_messages (id) ON DELETE CASCADE,
    chunk_id INTEGER NOT NULL REFERENCES document_chunks (id) ON DELETE CASCADE,
    rank INTEGER NOT NULL CHECK (rank > 0),
    score REAL,
    PRIMARY KEY (message_id, chunk_id)
);

CREATE INDEX idx_chat_message_sources_chunk_id ON chat_message_sources (chunk_id);

CREATE TRIGGER documents_set_updated_at
AFTER UPDATE OF title, source_uri, mime_type, content_hash, status, error ON documents
BEGIN
    UPDATE documents SET updated_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE id = NEW.id;
END;

-- Keyword search. The index holds no copy of the text; the triggers keep it in step with the chunks.
CREATE VIRTUAL TABLE document_chunks_search USING fts5 (
    content,
    content = 'document_chunks',
    content_rowid = 'id',
    tokenize = 'porter unicode61'
);

CREATE TRIGGER document_chunks_search_insert
AFTER INSERT ON document_chunks
BEGIN
    INSERT INTO document_chunks_search (rowid, content) VALUES (NEW.id, NEW.content);
END;

CREATE TRIGGER document_chunks_search_delete
AFTER DELETE ON document_chunks
BEGIN
    INSERT INTO document_chunks_search (document_chunks_search, rowid, content)
    VALUES ('delete', OLD.id, OLD.content);
END;

CREATE TRIGGER document_chunks_search_update
AFTER UPDATE OF id, content ON document_chunks
BEGIN
    INSERT INTO document_chunks_search (document_chunks_search, rowid, content)
    VALUES ('delete', OLD.id, OLD.content);
    INSERT INTO document_chunks_search (rowid, content) VALUES (NEW.id, NEW.content);
END;
