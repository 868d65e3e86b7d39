-- What has been asked of the workers: a file to read, and how far they are with it.

CREATE TABLE processing_jobs (
    id uuid PRIMARY KEY DEFAULT uuid_generate_v4(),
    file_path text NOT NULL,
    status text NOT NULL DEFAULT 'pending',
    total_chunks integer CHECK (total_chunks >= 0),
    processed_chunks integer NOT NULL DEFAULT 0 CHECK (processed_chunks >= 0),
    error_message text,
    created_at timestamptz NOT NULL DEFAULT now(),
    started_at timestamptz,
    finished_at timestamptz,
    metadata jsonb NOT NULL DEFAULT '{}',
    CONSTRAINT processing_jobs_status CHECK (status IN ('pending', 'running', 'completed', 'failed')),
    CONSTRAINT processing_jobs_progress CHECK (processed_chunks <= total_chunks)
);

-- The workers' queue; jobs that have ended are not in it.
CREATE INDEX idx_processing_jobs_open ON processing_jobs (created_at) WHERE status IN ('pending', 'running');
CREATE INDEX idx_processing_jobs_file ON processing_jobs (file_path, created_at DESC);
