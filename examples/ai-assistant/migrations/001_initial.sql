-- Users, settings and models of the assistant.
-- Every statement of 001 to 005 may run a second time by hand.

CREATE EXTENSION IF NOT EXISTS "uuid-ossp";

-- clock_timestamp() and not now(): two updates in one transaction stay distinguishable.
CREATE OR REPLACE FUNCTION set_updated_at() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := clock_timestamp();
    RETURN NEW;
END;
$$;

CREATE TABLE IF NOT EXISTS users (
    id uuid PRIMARY KEY DEFAULT uuid_generate_v4(),
    username text NOT NULL CHECK (username <> ''),
    email text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    is_active boolean NOT NULL DEFAULT true,
    preferences jsonb NOT NULL DEFAULT '{}',
    -- The constraint is the index on username; a second one would only cost writes.
    CONSTRAINT idx_users_username UNIQUE (username)
);

CREATE INDEX IF NOT EXISTS idx_users_active ON users (username) WHERE is_active;

CREATE OR REPLACE TRIGGER users_set_updated_at
    BEFORE UPDATE ON users
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();

CREATE TABLE IF NOT EXISTS system_settings (
    key text PRIMARY KEY,
    value jsonb NOT NULL,
    description text,
    updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE OR REPLACE TRIGGER system_settings_set_updated_at
    BEFORE UPDATE ON system_settings
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();

CREATE TABLE IF NOT EXISTS model_configs (
    id uuid PRIMARY KEY DEFAULT uuid_generate_v4(),
    name text NOT NULL,
    model_path text NOT NULL,
    config jsonb NOT NULL DEFAULT '{}',
    is_default boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now()
);

-- Unique over the rows that are true: there can be only one default model.
CREATE UNIQUE INDEX IF NOT EXISTS idx_model_configs_default ON model_configs (is_default) WHERE is_default;

INSERT INTO system_settings (key, value, description) VALUES
    ('app_version', '"1.0.0"', 'Version of the application'),
    ('default_temperature', '0.7', 'Sampling temperature when a conversation sets none'),
    ('max_context_length', '4096', 'Most tokens of history sent to a model'),
    ('enable_embeddings', 'true', 'Whether messages and documents are embedded')
ON CONFLICT (key) DO NOTHING;

INSERT INTO users (username, email) VALUES ('admin', 'admin@localhost')
ON CONFLICT (username) DO NOTHING;
