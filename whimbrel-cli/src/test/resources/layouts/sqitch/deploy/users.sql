-- Deploy chat:users to pg

BEGIN;

CREATE TABLE users (id integer PRIMARY KEY, name text NOT NULL);

COMMIT;
