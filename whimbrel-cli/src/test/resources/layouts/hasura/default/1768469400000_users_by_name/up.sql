CREATE INDEX "users_by_name" ON "public"."users" ("name");
