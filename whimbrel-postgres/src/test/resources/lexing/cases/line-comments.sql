-- one;
SELECT 1 -- two; it's $$ /*
, 2; -- three;
--
  -- four
SELECT 3 --;
;
-- five