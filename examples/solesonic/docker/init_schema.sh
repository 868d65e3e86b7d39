#!/bin/bash
# What needs a superuser: extensions, the application's role and its rights. May run any number of times.
# The password goes from the environment into psql, never onto a command line.
set -euo pipefail
: "${SOLESONIC_DB_USER:?is not set}" "${SOLESONIC_DB_PASSWORD:?is not set}"

psql --no-psqlrc --quiet -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
\getenv user SOLESONIC_DB_USER
\getenv password SOLESONIC_DB_PASSWORD
SET client_min_messages = warning;
CREATE SCHEMA IF NOT EXISTS public;
CREATE EXTENSION IF NOT EXISTS "uuid-ossp";
CREATE EXTENSION IF NOT EXISTS vector;
CREATE EXTENSION IF NOT EXISTS hstore;
SELECT format('CREATE ROLE %I LOGIN', :'user')
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = :'user') \gexec
ALTER ROLE :"user" PASSWORD :'password';
GRANT USAGE, CREATE ON SCHEMA public TO :"user";
SELECT format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO %I', current_database(), :'user') \gexec
SQL
