CREATE TABLE messages (id integer PRIMARY KEY, author text NOT NULL REFERENCES users (name), content text NOT NULL);
