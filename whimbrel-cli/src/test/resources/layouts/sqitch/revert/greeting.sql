-- Revert chat:greeting from pg

BEGIN;

CREATE OR REPLACE FUNCTION greeting(name text) RETURNS text LANGUAGE sql AS $$ SELECT 'hello, ' || name $$;

COMMIT;
