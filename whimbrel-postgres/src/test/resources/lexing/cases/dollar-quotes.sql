SELECT $$;$$; SELECT $a$;$$;$a$; SELECT $a$ $b$; $b$ ; $a$; SELECT $_1$;$_1$; SELECT $é$;$é$; SELECT $A$;$a$;$A$;
DO $$ BEGIN IF true THEN PERFORM 1; END IF; END $$;
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $f$ SELECT 'it''s;';

SELECT $$;$$::text::int; $f$;
SELECT 2;
