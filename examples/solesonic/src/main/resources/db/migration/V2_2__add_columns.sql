ALTER TABLE chat ADD COLUMN title text;
ALTER TABLE chat_message ADD COLUMN model text;
ALTER TABLE training_document ADD COLUMN source_url text;
