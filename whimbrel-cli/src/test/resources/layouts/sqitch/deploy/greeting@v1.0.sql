-- Deploy chat:greeting to pg
-- requires: users

BEGIN;

CREATE OR REPLACE FUNCTION greeting(name text) RETURNS text LANGUAGE sql AS $$ SELECT 'hello, ' || name $$;

COMMIT;
