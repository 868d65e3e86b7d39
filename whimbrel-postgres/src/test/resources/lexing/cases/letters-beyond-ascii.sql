SELECT 1 AS é, 2 AS 　; SELECT a , '🐦;', $🐦$;$🐦$; SELECT 2 ;
