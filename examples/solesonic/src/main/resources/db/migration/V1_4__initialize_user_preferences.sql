CREATE TABLE user_preferences (
    user_id               uuid        PRIMARY KEY,
    model                 text        NOT NULL
        CONSTRAINT user_preferences_model_fk REFERENCES ollama_model (name),
    similarity_threshold  real        NOT NULL DEFAULT 0.5 CHECK (similarity_threshold BETWEEN 0 AND 1),
    updated               timestamptz NOT NULL DEFAULT now()
);
