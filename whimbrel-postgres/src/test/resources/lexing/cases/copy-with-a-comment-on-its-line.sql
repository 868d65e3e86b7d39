CREATE TABLE copied (line text);
COPY copied FROM STDIN; -- a; b
1
\.
SELECT 2;
