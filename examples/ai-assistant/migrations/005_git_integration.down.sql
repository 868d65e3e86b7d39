-- Entries taken from a repository stay in the knowledge base; they only lose the link to their file.

ALTER TABLE IF EXISTS knowledge_base DROP COLUMN IF EXISTS commit_id;
ALTER TABLE IF EXISTS knowledge_base DROP COLUMN IF EXISTS tracked_file_id;
DROP TABLE IF EXISTS git_commit_files;
DROP TABLE IF EXISTS tracked_files;
DROP TABLE IF EXISTS git_commits;
DROP TABLE IF EXISTS git_repositories;
