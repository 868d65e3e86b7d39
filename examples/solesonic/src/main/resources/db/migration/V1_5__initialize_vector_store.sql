-- The table as Spring AI's vector store reads and writes it; 384 numbers are what all-MiniLM-L6-v2 makes.
CREATE TABLE vector_store (
    id         uuid PRIMARY KEY DEFAULT uuid_generate_v4(),
    content    text,
    metadata   json,
    embedding  vector(384)
);

CREATE INDEX vector_store_embedding ON vector_store USING hnsw (embedding vector_cosine_ops);
