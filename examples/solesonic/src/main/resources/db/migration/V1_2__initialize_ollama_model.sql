CREATE TABLE ollama_model (
    id          uuid        PRIMARY KEY DEFAULT uuid_generate_v4(),
    name        text        NOT NULL CONSTRAINT ollama_model_name_unique UNIQUE,
    embedding   boolean     NOT NULL DEFAULT false,
    censored    boolean     NOT NULL DEFAULT true,
    created     timestamptz NOT NULL DEFAULT now()
);

INSERT INTO ollama_model (name, embedding) VALUES
    ('llama3.2', false),
    ('nomic-embed-text', true);
