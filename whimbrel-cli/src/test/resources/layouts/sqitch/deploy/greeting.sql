-- Deploy chat:greeting to pg
-- requires: users

BEGIN;

CREATE OR REPLACE FUNCTION greeting(name text) RETURNS text LANGUAGE sql AS $$ SELECT 'good morning, ' || name $$;

COMMIT;
