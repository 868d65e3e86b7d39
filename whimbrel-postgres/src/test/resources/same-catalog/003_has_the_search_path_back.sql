CREATE TABLE t3 (i int);
