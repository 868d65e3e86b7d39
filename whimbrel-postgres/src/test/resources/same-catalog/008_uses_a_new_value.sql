CREATE TABLE t8 (m mood DEFAULT 'c');
