CREATE TABLE status_history (
    id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    document_id  uuid        NOT NULL REFERENCES training_document (id) ON DELETE CASCADE,
    status       text        NOT NULL CHECK (status IN ('PREPARING', 'QUEUED', 'IN_PROGRESS', 'COMPLETED', 'FAILED')),
    at           timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX status_history_document ON status_history (document_id, at DESC);
