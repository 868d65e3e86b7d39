-- Jobs are tied to their documents, a job whose worker died can be told, and a file is processed by one job at a time.

ALTER TABLE processing_jobs
    ADD COLUMN document_id integer REFERENCES documents (id) ON DELETE SET NULL,
    ADD COLUMN attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    ADD COLUMN heartbeat_at timestamptz,
    ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now();

UPDATE processing_jobs AS job SET document_id = document.id
FROM documents AS document
WHERE document.file_path = job.file_path;

-- Of several open jobs for one file the latest goes on.
UPDATE processing_jobs AS job
SET status = 'failed', finished_at = now(), error_message = 'superseded by a later job for the same file'
WHERE status IN ('pending', 'running') AND EXISTS (
    SELECT FROM processing_jobs AS later
    WHERE later.file_path = job.file_path AND later.status IN ('pending', 'running')
      AND (later.created_at, later.id) > (job.created_at, job.id)
);

CREATE UNIQUE INDEX idx_processing_jobs_one_open ON processing_jobs (file_path) WHERE status IN ('pending', 'running');
CREATE INDEX idx_processing_jobs_document ON processing_jobs (document_id);

CREATE TRIGGER processing_jobs_set_updated_at
    BEFORE UPDATE ON processing_jobs
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();
