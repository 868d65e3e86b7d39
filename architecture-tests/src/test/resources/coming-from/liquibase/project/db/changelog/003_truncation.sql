--liquibase formatted sql

--changeset ada:truncation
ALTER TABLE messages ADD COLUMN was_truncated BOOLEAN NOT NULL DEFAULT 0;
