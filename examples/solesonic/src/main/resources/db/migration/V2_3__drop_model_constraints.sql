-- A user may keep a model that is not offered any more.
ALTER TABLE user_preferences DROP CONSTRAINT user_preferences_model_fk;
ALTER TABLE ollama_model DROP CONSTRAINT ollama_model_name_unique;
CREATE UNIQUE INDEX ollama_model_name ON ollama_model (lower(name));
