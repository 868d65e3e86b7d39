-- atlas:delimiter -- end
CREATE FUNCTION greeting(name text) RETURNS text LANGUAGE sql AS 'SELECT ''-- end '' || name'
-- end
COMMENT ON FUNCTION greeting(text) IS 'says hello'
-- end
