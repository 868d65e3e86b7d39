SELECT B'01\'; SELECT b'01'; SELECT X'1F\', ';'; SELECT x'';SELECT N'\', ';'; SELECT n'a'';';
SELECT 2;
