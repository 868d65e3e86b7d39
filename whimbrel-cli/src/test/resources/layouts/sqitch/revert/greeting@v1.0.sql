-- Revert chat:greeting from pg

BEGIN;

DROP FUNCTION greeting(text);

COMMIT;
