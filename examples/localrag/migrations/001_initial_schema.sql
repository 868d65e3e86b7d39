-- Documents, their chunks with vectors, and conversations.

CREATE EXTENSION IF NOT EXISTS vector;
CREATE EXTENSION IF NOT EXISTS "uuid-ossp";

-- clock_timestamp() and not now(): two updates in one transaction stay distinguishable.
CREATE FUNCTION set_updated_at() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := clock_timestamp();
    RETURN NEW;
END;
$$;

CREATE TABLE documents (
    id serial PRIMARY KEY,
    file_path text NOT NULL UNIQUE,
    file_name text NOT NULL,
    file_size bigint NOT NULL CHECK (file_size >= 0),
    content_hash text NOT NULL,
    chunk_count integer NOT NULL DEFAULT 0 CHECK (chunk_count >= 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    metadata jsonb NOT NULL DEFAULT '{}'
);

-- Finds the same content under another path.
CREATE INDEX idx_documents_content_hash ON documents (content_hash);

CREATE TRIGGER documents_set_updated_at
    BEFORE UPDATE ON documents
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();

CREATE TABLE chunks (
    id serial PRIMARY KEY,
    document_id integer NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    content text NOT NULL,
    start_index integer NOT NULL CHECK (start_index >= 0),
    end_index integer NOT NULL,
    word_count integer NOT NULL CHECK (word_count >= 0),
    chunk_index integer NOT NULL CHECK (chunk_index >= 0),
    -- multilingual-e5-base; null until the chunk has been embedded.
    embedding vector(768),
    created_at timestamptz NOT NULL DEFAULT now(),
    metadata jsonb NOT NULL DEFAULT '{}',
    CONSTRAINT chunks_extent CHECK (end_index >= start_index),
    -- The constraint is the index on document_id as well.
    CONSTRAINT chunks_place UNIQUE (document_id, chunk_index)
);

CREATE INDEX idx_chunks_embedding ON chunks USING hnsw (embedding vector_cosine_ops);

CREATE TABLE chat_sessions (
    id uuid PRIMARY KEY DEFAULT uuid_generate_v4(),
    user_id text,
    message_count integer NOT NULL DEFAULT 0 CHECK (message_count >= 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    metadata jsonb NOT NULL DEFAULT '{}'
);

CREATE INDEX idx_chat_sessions_user ON chat_sessions (user_id, updated_at DESC);

CREATE TRIGGER chat_sessions_set_updated_at
    BEFORE UPDATE ON chat_sessions
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();

CREATE TABLE chat_messages (
    id serial PRIMARY KEY,
    session_id uuid NOT NULL REFERENCES chat_sessions (id) ON DELETE CASCADE,
    role text NOT NULL CHECK (role IN ('user', 'assistant')),
    content text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    metadata jsonb NOT NULL DEFAULT '{}'
);

CREATE INDEX idx_chat_messages_session ON chat_messages (session_id, id);

-- message_count follows the messages; that of a session being deleted finds no row, which does no harm.
CREATE FUNCTION count_chat_messages() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        UPDATE chat_sessions SET message_count = message_count + 1 WHERE id = NEW.session_id;
    ELSE
        UPDATE chat_sessions SET message_count = message_count - 1 WHERE id = OLD.session_id;
    END IF;
    RETURN NULL;
END;
$$;

CREATE TRIGGER chat_messages_count
    AFTER INSERT OR DELETE ON chat_messages
    FOR EACH ROW EXECUTE FUNCTION count_chat_messages();
