SELECT 'a'
';', 'b' -- it's
 ';', 'c'

-- one
-- two
';';
SELECT U&'a'
';'; SELECT B'1'
'0';
SELECT 2;
