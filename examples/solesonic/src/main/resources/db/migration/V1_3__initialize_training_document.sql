CREATE TABLE training_document (
    id            uuid        PRIMARY KEY DEFAULT uuid_generate_v4(),
    file_name     text        NOT NULL,
    content_type  text        NOT NULL,
    file_data     bytea,
    attributes    hstore      NOT NULL DEFAULT ''::hstore,
    created       timestamptz NOT NULL DEFAULT now()
);
