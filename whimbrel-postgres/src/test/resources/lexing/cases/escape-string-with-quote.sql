SELECT E'it\'s; x';
SELECT E'\\'; SELECT E'\\\'; '; SELECT E'''; \''; SELECT 2;
