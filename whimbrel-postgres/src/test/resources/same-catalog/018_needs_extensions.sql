CREATE EXTENSION IF NOT EXISTS hstore WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS vector;
CREATE TABLE t18 (tags hstore, e vector(3));
CREATE INDEX ON t18 USING hnsw (e vector_cosine_ops);
