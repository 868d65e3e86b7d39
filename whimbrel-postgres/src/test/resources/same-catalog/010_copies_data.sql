COPY t3 (i) FROM stdin;
1
2
\N
\.

CREATE SEQUENCE s10;
SELECT pg_catalog.setval('s10', 5, true);
