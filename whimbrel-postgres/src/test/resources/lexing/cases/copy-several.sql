CREATE TABLE copied (line text);
COPY copied FROM STDIN;
\.
COPY copied FROM STDIN;
2'
\.

COPY copied FROM STDIN;
$$
\.
SELECT 2;
