INSERT INTO ollama_model (name, embedding, censored) VALUES
    ('qwen2.5', false, true),
    ('mxbai-embed-large', true, true)
ON CONFLICT (lower(name)) DO NOTHING;
