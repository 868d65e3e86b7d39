-- Jobs can be cancelled and tried again, and a status follows another one only as this table allows.

ALTER TABLE processing_jobs
    DROP CONSTRAINT processing_jobs_status,
    ADD CONSTRAINT processing_jobs_status
        CHECK (status IN ('pending', 'running', 'completed', 'failed', 'cancelled'));

CREATE TABLE processing_job_transitions (
    from_status text NOT NULL,
    to_status text NOT NULL,
    PRIMARY KEY (from_status, to_status)
);

INSERT INTO processing_job_transitions (from_status, to_status) VALUES
    ('pending', 'running'),
    ('pending', 'cancelled'),
    ('running', 'completed'),
    ('running', 'failed'),
    ('running', 'cancelled'),
    -- Its worker died; another one takes it.
    ('running', 'pending'),
    -- Tried again.
    ('failed', 'pending'),
    ('cancelled', 'pending');

CREATE FUNCTION check_job_transition() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM processing_job_transitions WHERE from_status = OLD.status AND to_status = NEW.status
    ) THEN
        RAISE EXCEPTION 'a job that is % cannot become %', OLD.status, NEW.status
            USING ERRCODE = 'check_violation', CONSTRAINT = 'processing_jobs_transition';
    END IF;
    IF NEW.status = 'running' THEN
        NEW.attempts := OLD.attempts + 1;
        NEW.started_at := clock_timestamp();
        NEW.finished_at := NULL;
    ELSIF NEW.status <> 'pending' THEN
        NEW.finished_at := clock_timestamp();
    END IF;
    RETURN NEW;
END;
$$;

CREATE TRIGGER processing_jobs_transition
    BEFORE UPDATE OF status ON processing_jobs
    FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status)
    EXECUTE FUNCTION check_job_transition();
