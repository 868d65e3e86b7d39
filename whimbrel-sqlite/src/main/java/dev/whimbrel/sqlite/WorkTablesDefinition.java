package dev.whimbrel.sqlite;

import java.util.List;

/**
 * Makes the tables in which long work is remembered. Changes are numbered by the queue's own key, which never comes twice.
 * Money is counted in floating point, as SQLite has nothing else.
 */
final class WorkTablesDefinition {

    static final List<String> CREATE = List.of(
            """
            CREATE TABLE IF NOT EXISTS whimbrel_profile (
                id           INTEGER PRIMARY KEY,
                hash         TEXT    NOT NULL UNIQUE,
                canonical    TEXT    NOT NULL,
                model        TEXT    NOT NULL,
                dimension    INTEGER NOT NULL,
                metric       TEXT    NOT NULL,
                query_prefix TEXT    NOT NULL,
                created_at   TEXT    NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
            )
            """,
            """
            CREATE TABLE IF NOT EXISTS whimbrel_work (
                id            INTEGER PRIMARY KEY AUTOINCREMENT,
                version       TEXT    NOT NULL UNIQUE,
                kind          TEXT    NOT NULL,
                name          TEXT    NOT NULL,
                table_schema  TEXT    NOT NULL,
                table_name    TEXT    NOT NULL,
                key_column    TEXT    NOT NULL,
                key_type      TEXT    NOT NULL,
                text          TEXT,
                condition     TEXT,
                assignments   TEXT,
                batch         INTEGER NOT NULL,
                place         TEXT,
                relation      TEXT,
                vector_key    TEXT,
                vector_column TEXT,
                hash_column   TEXT,
                vector_type   TEXT,
                type_schema   TEXT,
                owns_column   BOOLEAN NOT NULL DEFAULT 1,
                metric        TEXT,
                profile_id    INTEGER REFERENCES whimbrel_profile,
                state         TEXT    NOT NULL DEFAULT 'STARTED',
                active        BOOLEAN NOT NULL DEFAULT 0,
                activated_at  TEXT,
                high_water    TEXT,
                cursor_key    TEXT,
                is_counted    BOOLEAN NOT NULL DEFAULT 0,
                rows_total    INTEGER NOT NULL DEFAULT 0,
                rows_done     INTEGER NOT NULL DEFAULT 0,
                rows_skipped  INTEGER NOT NULL DEFAULT 0,
                tokens        INTEGER NOT NULL DEFAULT 0,
                usd           NUMERIC NOT NULL DEFAULT 0,
                rate          REAL,
                rate_at       TEXT,
                rate_rows     INTEGER,
                started_at    TEXT    NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
                finished_at   TEXT
            )
            """,
            """
            CREATE TABLE IF NOT EXISTS whimbrel_claim (
                id           INTEGER PRIMARY KEY AUTOINCREMENT,
                work_id      INTEGER NOT NULL,
                from_key     TEXT,
                to_key       TEXT    NOT NULL,
                worker       INTEGER,
                lease_until  TEXT    NOT NULL
            )
            """,
            """
            CREATE TABLE IF NOT EXISTS whimbrel_queue (
                seq          INTEGER PRIMARY KEY AUTOINCREMENT,
                work_id      INTEGER NOT NULL,
                key          TEXT    NOT NULL,
                worker       INTEGER,
                lease_until  TEXT,
                UNIQUE (work_id, key)
            )
            """,
            """
            CREATE TABLE IF NOT EXISTS whimbrel_dead_letter (
                work_id      INTEGER NOT NULL,
                key          TEXT    NOT NULL,
                source_hash  BLOB    NOT NULL,
                code         TEXT    NOT NULL,
                reason       TEXT    NOT NULL,
                characters   INTEGER NOT NULL,
                tokens       INTEGER NOT NULL,
                "at"         TEXT    NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
                PRIMARY KEY (work_id, key)
            )
            """,
            "CREATE TABLE IF NOT EXISTS whimbrel_worker (id INTEGER PRIMARY KEY AUTOINCREMENT, enrolled_at TEXT NOT NULL)",
            """
            CREATE VIEW IF NOT EXISTS whimbrel_reader AS
                SELECT w.name, w.version, p.model, p.hash AS profile, p.dimension, w.metric, p.query_prefix,
                    w.relation, w.vector_key AS key_column, w.vector_column
                FROM whimbrel_work AS w JOIN whimbrel_profile AS p ON p.id = w.profile_id
                WHERE w.active
            """);

    private WorkTablesDefinition() {}
}
