-- From arrays to vectors, with the data kept: what has 384 numbers is what all-MiniLM-L6-v2 made.
-- Both tables are rewritten, and wait for it. Statements that compare arrays element by element must be changed with it.

CREATE EXTENSION IF NOT EXISTS vector;

DO $$
DECLARE
    odd bigint;
BEGIN
    SELECT count(*) INTO odd FROM (
        SELECT embedding_vector FROM conversation_embeddings
        UNION ALL
        SELECT embedding_vector FROM knowledge_base) AS found (numbers)
    WHERE cardinality(numbers) <> 384 OR array_position(numbers, NULL) IS NOT NULL;
    IF odd > 0 THEN
        RAISE EXCEPTION '% embeddings have not 384 numbers', odd
            USING HINT = 'set embedding_vector of these rows to NULL; they are embedded again';
    END IF;
END;
$$;

ALTER TABLE conversation_embeddings
    ALTER COLUMN embedding_vector TYPE vector(384) USING embedding_vector::vector(384);
ALTER TABLE knowledge_base
    ALTER COLUMN embedding_vector TYPE vector(384) USING embedding_vector::vector(384);

-- An entry is not updated by getting a vector.
CREATE OR REPLACE TRIGGER knowledge_base_set_updated_at
    BEFORE UPDATE OF title, content, source, content_type, file_hash, tags, language ON knowledge_base
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();
