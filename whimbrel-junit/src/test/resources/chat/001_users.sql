CREATE TABLE users (name text PRIMARY KEY);
INSERT INTO users VALUES ('admin');
