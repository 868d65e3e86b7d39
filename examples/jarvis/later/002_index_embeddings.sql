-- The clusters of an IVFFlat index are made of the rows that are there when it is built: on an empty table it would find
-- little for ever. So this one waits for the assets, and its lists are chosen by their number (IVFFLAT_LISTS).

DO $$
DECLARE
    assets bigint := (SELECT count(*) FROM ip_asset_embeddings);
    advised bigint := greatest(1, CASE WHEN assets <= 1000000 THEN assets / 1000 ELSE sqrt(assets)::bigint END);
BEGIN
    IF assets < 50 * ${lists} THEN
        RAISE EXCEPTION '% assets are too few for an IVFFlat index with % lists', assets, ${lists}
            USING HINT = CASE
                WHEN assets < 1000 THEN 'load the assets first; without the index searches are exact'
                ELSE format('set IVFFLAT_LISTS=%s', advised) END;
    END IF;
END;
$$;

-- One of that name may be there from before, built on the empty table.
DROP INDEX CONCURRENTLY IF EXISTS idx_embedding_cosine;
CREATE INDEX CONCURRENTLY idx_embedding_cosine
    ON ip_asset_embeddings USING ivfflat (embedding vector_cosine_ops) WITH (lists = ${lists});

ANALYZE ip_asset_embeddings;
