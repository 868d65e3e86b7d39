-- In reverse order, and without CASCADE: what others made of these must not go in silence.
DROP VIEW IF EXISTS similar_assets;
DROP TRIGGER IF EXISTS ip_asset_embeddings_set_updated_at ON ip_asset_embeddings;
DROP FUNCTION IF EXISTS set_updated_at();
DROP TABLE IF EXISTS ip_asset_embeddings;
DROP EXTENSION IF EXISTS vector;
