-- Jobs that were marked as superseded stay failed.

DROP TRIGGER processing_jobs_set_updated_at ON processing_jobs;
DROP INDEX idx_processing_jobs_document;
DROP INDEX idx_processing_jobs_one_open;
ALTER TABLE processing_jobs
    DROP COLUMN updated_at,
    DROP COLUMN heartbeat_at,
    DROP COLUMN attempts,
    DROP COLUMN document_id;
