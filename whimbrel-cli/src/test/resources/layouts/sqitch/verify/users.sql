-- Verify chat:users on pg

BEGIN;

SELECT id, name FROM users WHERE false;

ROLLBACK;
