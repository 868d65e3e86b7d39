-- Step one of retrieval: vectors as a type. SQLite needs nothing for it, and has no such migration.
CREATE EXTENSION vector;
