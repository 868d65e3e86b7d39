CREATE OR REPLACE TRIGGER knowledge_base_set_updated_at
    BEFORE UPDATE ON knowledge_base
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();

ALTER TABLE knowledge_base
    ALTER COLUMN embedding_vector TYPE FLOAT[] USING embedding_vector::real[]::FLOAT[];
ALTER TABLE conversation_embeddings
    ALTER COLUMN embedding_vector TYPE FLOAT[] USING embedding_vector::real[]::FLOAT[];

DROP EXTENSION IF EXISTS vector;
