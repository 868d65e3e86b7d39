CREATE TABLE t5 (i int);
