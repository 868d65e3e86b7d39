DROP INDEX "public"."users_by_name";
