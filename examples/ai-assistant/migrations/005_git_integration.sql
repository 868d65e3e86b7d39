-- Git repositories the assistant knows: their commits, their files, and what of them is in the knowledge base.

CREATE TABLE IF NOT EXISTS git_repositories (
    id uuid PRIMARY KEY DEFAULT uuid_generate_v4(),
    name text NOT NULL,
    local_path text NOT NULL UNIQUE,
    remote_url text,
    default_branch text NOT NULL DEFAULT 'main',
    is_active boolean NOT NULL DEFAULT true,
    -- How far the index has come; NULL before the first run.
    last_indexed_commit text,
    last_indexed_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE IF NOT EXISTS git_commits (
    id uuid PRIMARY KEY DEFAULT uuid_generate_v4(),
    repository_id uuid NOT NULL REFERENCES git_repositories (id) ON DELETE CASCADE,
    -- 40 hex digits for SHA-1 repositories, 64 for SHA-256.
    commit_hash text NOT NULL CHECK (commit_hash ~ '^([0-9a-f]{40}|[0-9a-f]{64})$'),
    author_name text NOT NULL,
    author_email text,
    message text NOT NULL,
    authored_at timestamptz NOT NULL,
    committed_at timestamptz NOT NULL,
    -- A fork has the same commits, so the hash is unique within its repository only.
    UNIQUE (repository_id, commit_hash)
);

CREATE TABLE IF NOT EXISTS tracked_files (
    id uuid PRIMARY KEY DEFAULT uuid_generate_v4(),
    repository_id uuid NOT NULL REFERENCES git_repositories (id) ON DELETE CASCADE,
    file_path text NOT NULL,
    file_hash text,
    file_size bigint CHECK (file_size >= 0),
    language text,
    -- The newest commit that changed the file.
    last_commit_id uuid REFERENCES git_commits (id) ON DELETE SET NULL,
    -- Set when the file is gone from the branch; the row stays for its history.
    deleted_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (repository_id, file_path)
);

CREATE TABLE IF NOT EXISTS git_commit_files (
    commit_id uuid NOT NULL REFERENCES git_commits (id) ON DELETE CASCADE,
    tracked_file_id uuid NOT NULL REFERENCES tracked_files (id) ON DELETE CASCADE,
    change_type text NOT NULL CHECK (change_type IN ('added', 'modified', 'deleted', 'renamed')),
    previous_path text,
    lines_added integer CHECK (lines_added >= 0),
    lines_removed integer CHECK (lines_removed >= 0),
    PRIMARY KEY (commit_id, tracked_file_id),
    -- Only a renamed file has an earlier name.
    CHECK ((change_type = 'renamed') = (previous_path IS NOT NULL))
);

-- A file may give several entries. They go with it: the assistant must not quote a repository it no longer tracks.
ALTER TABLE knowledge_base
    ADD COLUMN IF NOT EXISTS tracked_file_id uuid REFERENCES tracked_files (id) ON DELETE CASCADE;

-- The commit the text was read at; if it is not the file's last_commit_id, the entry is out of date.
ALTER TABLE knowledge_base
    ADD COLUMN IF NOT EXISTS commit_id uuid REFERENCES git_commits (id) ON DELETE SET NULL;

CREATE INDEX IF NOT EXISTS idx_git_commits_committed_at ON git_commits (repository_id, committed_at DESC);
CREATE INDEX IF NOT EXISTS idx_tracked_files_last_commit_id ON tracked_files (last_commit_id);
CREATE INDEX IF NOT EXISTS idx_git_commit_files_tracked_file_id ON git_commit_files (tracked_file_id);

CREATE OR REPLACE TRIGGER git_repositories_set_updated_at
    BEFORE UPDATE ON git_repositories
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();

CREATE OR REPLACE TRIGGER tracked_files_set_updated_at
    BEFORE UPDATE ON tracked_files
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();
