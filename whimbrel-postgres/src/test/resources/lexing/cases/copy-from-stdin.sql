CREATE TABLE copied (line text);
COPY copied FROM STDIN;
it's; -- /* $$ $xxx$ (
\N
SELECT 1;

\\.
\.
SELECT 2;
