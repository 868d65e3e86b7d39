CREATE TABLE bird (id integer PRIMARY KEY, name text NOT NULL);
