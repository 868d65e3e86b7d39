-- No CASCADE: if something else has come to depend on these, the down must fail rather than take it along.

DROP TABLE IF EXISTS model_configs;
DROP TABLE IF EXISTS system_settings;
DROP TABLE IF EXISTS users;
DROP FUNCTION IF EXISTS set_updated_at();
DROP EXTENSION IF EXISTS "uuid-ossp";
