CREATE TABLE copied (line text);
COPY copied FROM STDOUT;
a;
\.
SELECT 2;
