-- Text that can be searched: chunks of conversations and the knowledge base.
-- Vectors are plain arrays for now, so they are stored but not indexed.

-- sha256() is built in, digest() would need the extension pgcrypto. convert_to() is declared stable,
-- yet its result depends only on the text; IMMUTABLE therefore tells the truth.
CREATE OR REPLACE FUNCTION generate_content_hash(content text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN encode(sha256(convert_to(content, 'UTF8')), 'hex');

CREATE TABLE IF NOT EXISTS conversation_embeddings (
    id uuid PRIMARY KEY DEFAULT uuid_generate_v4(),
    conversation_id uuid NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    -- NULL for a text that belongs to the whole conversation, such as a summary.
    message_id uuid REFERENCES messages (id) ON DELETE CASCADE,
    content_hash text NOT NULL,
    -- NULL until the model has seen the chunk.
    embedding_vector FLOAT[],
    chunk_text text NOT NULL,
    chunk_index integer NOT NULL DEFAULT 0 CHECK (chunk_index >= 0),
    source_type text NOT NULL DEFAULT 'message',
    metadata jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now(),
    -- Embedding a message again replaces its chunks instead of doubling them.
    CONSTRAINT idx_conversation_embeddings_chunk UNIQUE (message_id, source_type, chunk_index)
);

CREATE TABLE IF NOT EXISTS knowledge_base (
    id uuid PRIMARY KEY DEFAULT uuid_generate_v4(),
    title text NOT NULL,
    content text NOT NULL,
    source text,
    content_type text NOT NULL DEFAULT 'text/plain',
    -- Of the file's bytes, computed by whoever read the file.
    file_hash text,
    tags text[] NOT NULL DEFAULT '{}',
    embedding_vector FLOAT[],
    file_size bigint CHECK (file_size >= 0),
    file_extension text,
    language text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE IF NOT EXISTS embedding_models (
    id uuid PRIMARY KEY DEFAULT uuid_generate_v4(),
    name text NOT NULL UNIQUE,
    model_path text NOT NULL,
    dimension integer NOT NULL CHECK (dimension > 0),
    description text,
    is_active boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX IF NOT EXISTS idx_conversation_embeddings_conversation_id
    ON conversation_embeddings (conversation_id);
CREATE INDEX IF NOT EXISTS idx_conversation_embeddings_content_hash
    ON conversation_embeddings (content_hash);
CREATE INDEX IF NOT EXISTS idx_conversation_embeddings_chunk_text
    ON conversation_embeddings USING gin (to_tsvector('english', chunk_text));

CREATE INDEX IF NOT EXISTS idx_knowledge_base_source ON knowledge_base (source);
CREATE INDEX IF NOT EXISTS idx_knowledge_base_file_hash ON knowledge_base (file_hash);
CREATE INDEX IF NOT EXISTS idx_knowledge_base_tags ON knowledge_base USING gin (tags);
CREATE INDEX IF NOT EXISTS idx_knowledge_base_content
    ON knowledge_base USING gin (to_tsvector('english', title || ' ' || content));

-- The database computes the hash, so it never disagrees with the text beside it.
CREATE OR REPLACE FUNCTION set_content_hash() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    NEW.content_hash := generate_content_hash(NEW.chunk_text);
    RETURN NEW;
END;
$$;

CREATE OR REPLACE TRIGGER conversation_embeddings_set_content_hash
    BEFORE INSERT OR UPDATE ON conversation_embeddings
    FOR EACH ROW EXECUTE FUNCTION set_content_hash();

CREATE OR REPLACE TRIGGER knowledge_base_set_updated_at
    BEFORE UPDATE ON knowledge_base
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();

INSERT INTO embedding_models (name, model_path, dimension, description) VALUES
    ('all-MiniLM-L6-v2', 'sentence-transformers/all-MiniLM-L6-v2', 384, 'Small English sentence model, runs on a CPU')
ON CONFLICT (name) DO NOTHING;
