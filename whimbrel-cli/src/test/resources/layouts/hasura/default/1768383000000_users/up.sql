CREATE TABLE "public"."users" ("id" serial NOT NULL, "name" text NOT NULL, PRIMARY KEY ("id"));
