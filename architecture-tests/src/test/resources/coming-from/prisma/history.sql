CREATE TABLE users (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL
);
CREATE TABLE messages (
    id      INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id),
    content TEXT NOT NULL
);
CREATE TABLE "_prisma_migrations" (
    "id" TEXT PRIMARY KEY NOT NULL, "checksum" TEXT NOT NULL, "finished_at" DATETIME, "migration_name" TEXT NOT NULL, "logs" TEXT,
    "rolled_back_at" DATETIME, "started_at" DATETIME NOT NULL DEFAULT current_timestamp, "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0);
INSERT INTO "_prisma_migrations" VALUES ('1', '02e2188bb21f4c222bc8154afc27d4cd10e507a9cbcc46fffd63b15e8748109d', 1768383000100, '20260114093000_users', NULL, NULL, 1768383000000, 1);
INSERT INTO "_prisma_migrations" VALUES ('2', '12a6a326c5b48f3f40a78f47cf111675bc549c60c189e2cfeeeee2417e6bd0da', 1768469400100, '20260115093000_messages', NULL, NULL, 1768469400000, 1);
