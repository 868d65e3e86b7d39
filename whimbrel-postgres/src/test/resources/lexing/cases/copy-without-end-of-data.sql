CREATE TABLE copied (line text);
COPY copied FROM STDIN;
1
SELECT 2;
$xxx$