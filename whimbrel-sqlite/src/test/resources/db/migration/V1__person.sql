CREATE TABLE person (name text NOT NULL, first text);
INSERT INTO person (name) VALUES ('Ada Lovelace');
