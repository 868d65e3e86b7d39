-- atlas:txmode none

CREATE INDEX CONCURRENTLY "users_by_name" ON "users" ("name");
