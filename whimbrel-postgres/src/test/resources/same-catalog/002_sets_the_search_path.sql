CREATE SCHEMA app;
SET search_path TO app;
CREATE TABLE t2 (i int);
