GRANT CREATE ON SCHEMA public TO pg_monitor;
SET ROLE pg_monitor;
CREATE TABLE t4 (i int);
