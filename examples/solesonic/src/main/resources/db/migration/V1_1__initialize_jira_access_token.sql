CREATE TABLE jira_access_token (
    user_id     uuid        PRIMARY KEY,
    token       text        NOT NULL,
    refresh     text,
    scope       text        NOT NULL DEFAULT '',
    expires_in  integer     NOT NULL CHECK (expires_in > 0),
    created     timestamptz NOT NULL DEFAULT now(),
    updated     timestamptz NOT NULL DEFAULT now()
);
