--liquibase formatted sql

--changeset ada:users
CREATE TABLE users (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL
);
