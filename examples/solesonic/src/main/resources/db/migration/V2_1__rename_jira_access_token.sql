ALTER TABLE jira_access_token RENAME COLUMN token TO access_token;
ALTER TABLE jira_access_token RENAME COLUMN refresh TO refresh_token;
