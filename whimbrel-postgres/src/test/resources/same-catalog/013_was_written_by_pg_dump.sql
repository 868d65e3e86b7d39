\restrict abc123
SET statement_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET default_table_access_method = heap;
CREATE TABLE public.t13 (i integer, t text DEFAULT E'a\'b;c');
COPY public.t13 (i, t) FROM stdin;
1	a;b\n--x
2	$$
\.
\unrestrict abc123
