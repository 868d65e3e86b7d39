SELECT U&'d\0061t;\', ';'; SELECT u&'a'';'; SELECT U&"d\0061t;""", 1; SELECT u&b, ';'; SELECT u & ';';
SELECT 2;
