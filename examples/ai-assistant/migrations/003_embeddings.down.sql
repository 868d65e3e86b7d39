DROP TABLE IF EXISTS embedding_models;
DROP TABLE IF EXISTS knowledge_base;
DROP TABLE IF EXISTS conversation_embeddings;
DROP FUNCTION IF EXISTS set_content_hash();
DROP FUNCTION IF EXISTS generate_content_hash(text);
