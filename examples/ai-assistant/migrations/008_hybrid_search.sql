-- Words and meaning together. Both searches give places, and a place counts 1 / (60 + place): scores of two kinds cannot be
-- compared, places can. Each search is answered by its index.

CREATE OR REPLACE FUNCTION search_knowledge(question text, question_vector vector(384), results integer DEFAULT 10)
RETURNS TABLE (id uuid, title text, score numeric, place_by_words bigint, place_by_meaning bigint)
LANGUAGE sql STABLE AS $$
    WITH by_words AS (
        SELECT found.id, row_number() OVER (ORDER BY found.rank DESC, found.id) AS place
        FROM (
            SELECT k.id, ts_rank_cd(to_tsvector('english', k.title || ' ' || k.content), query) AS rank
            FROM knowledge_base AS k, websearch_to_tsquery('english', question) AS query
            WHERE to_tsvector('english', k.title || ' ' || k.content) @@ query
            ORDER BY rank DESC, k.id
            LIMIT 4 * results) AS found),
    by_meaning AS (
        SELECT found.id, row_number() OVER (ORDER BY found.distance, found.id) AS place
        FROM (
            SELECT k.id, k.embedding_vector <=> question_vector AS distance
            FROM knowledge_base AS k
            WHERE k.embedding_vector IS NOT NULL
            ORDER BY k.embedding_vector <=> question_vector
            LIMIT 4 * results) AS found)
    SELECT k.id, k.title,
        coalesce(1.0 / (60 + words.place), 0) + coalesce(1.0 / (60 + meaning.place), 0) AS score,
        words.place, meaning.place
    FROM by_words AS words
    FULL JOIN by_meaning AS meaning ON meaning.id = words.id
    JOIN knowledge_base AS k ON k.id = coalesce(words.id, meaning.id)
    ORDER BY score DESC, k.id
    LIMIT results
$$;
