-- The vector store of the visual analyser: one embedding for each asset.
-- Every statement may run twice: the database's image runs this file when its data folder is empty, whimbrel runs it again
-- to remember it.

CREATE EXTENSION IF NOT EXISTS vector;

CREATE TABLE IF NOT EXISTS ip_asset_embeddings (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    asset_id text NOT NULL,
    owner_id text NOT NULL,
    embedding vector(768) NOT NULL,
    metadata jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);

-- Unique: an asset that is analysed again replaces its embedding (ON CONFLICT (asset_id)).
CREATE UNIQUE INDEX IF NOT EXISTS idx_asset_id ON ip_asset_embeddings (asset_id);
CREATE INDEX IF NOT EXISTS idx_owner_id ON ip_asset_embeddings (owner_id);

CREATE OR REPLACE FUNCTION set_updated_at() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := clock_timestamp();
    RETURN NEW;
END;
$$;

CREATE OR REPLACE TRIGGER ip_asset_embeddings_set_updated_at
    BEFORE UPDATE ON ip_asset_embeddings
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();

-- The ten assets nearest to each one; 1 is the same direction. Ask for one asset:
-- SELECT similar_asset_id, similarity FROM similar_assets WHERE asset_id = '…' ORDER BY similarity DESC;
CREATE OR REPLACE VIEW similar_assets AS
SELECT asset.asset_id, near.asset_id AS similar_asset_id, near.owner_id, 1 - near.distance AS similarity
FROM ip_asset_embeddings AS asset
CROSS JOIN LATERAL (
    SELECT other.asset_id, other.owner_id, other.embedding <=> asset.embedding AS distance
    FROM ip_asset_embeddings AS other
    WHERE other.asset_id <> asset.asset_id
    ORDER BY other.embedding <=> asset.embedding
    LIMIT 10
) AS near;

GRANT SELECT, INSERT, UPDATE, DELETE ON ip_asset_embeddings TO jarvis;
GRANT SELECT ON similar_assets TO jarvis;
