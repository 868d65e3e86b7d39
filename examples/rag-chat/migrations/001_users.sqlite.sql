-- Accounts of the application.

CREATE TABLE users (
    -- No AUTOINCREMENT: it would leave the table sqlite_sequence behind for good.
    id INTEGER PRIMARY KEY,
    -- Compared without regard to case, as addresses are.
    email TEXT NOT NULL COLLATE NOCASE CHECK (email <> ''),
    display_name TEXT NOT NULL,
    is_active BOOLEAN NOT NULL DEFAULT TRUE CHECK (is_active IN (0, 1)),
    -- CURRENT_TIMESTAMP has whole seconds only.
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
);

CREATE UNIQUE INDEX idx_users_email ON users (email);

-- The columns are named, so that the trigger's own update does not fire it again.
CREATE TRIGGER users_set_updated_at
AFTER UPDATE OF email, display_name, is_active ON users
BEGIN
    UPDATE users SET updated_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE id = NEW.id;
END;
