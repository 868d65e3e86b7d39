-- Cancelled jobs become failed ones, since there is no other word for them before 005.

DROP TRIGGER processing_jobs_transition ON processing_jobs;
DROP FUNCTION check_job_transition();
DROP TABLE processing_job_transitions;

UPDATE processing_jobs SET status = 'failed', error_message = coalesce(error_message, 'cancelled')
WHERE status = 'cancelled';

ALTER TABLE processing_jobs
    DROP CONSTRAINT processing_jobs_status,
    ADD CONSTRAINT processing_jobs_status CHECK (status IN ('pending', 'running', 'completed', 'failed'));
