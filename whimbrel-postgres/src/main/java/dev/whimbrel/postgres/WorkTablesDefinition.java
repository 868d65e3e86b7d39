package dev.whimbrel.postgres;

/** Makes the tables in which long work is remembered. */
final class WorkTablesDefinition {

    private static final String CREATE = """
            CREATE TABLE IF NOT EXISTS %1$s.whimbrel_profile (
                id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                hash         text        NOT NULL UNIQUE,
                canonical    text        NOT NULL,
                model        text        NOT NULL,
                dimension    integer     NOT NULL,
                metric       text        NOT NULL,
                query_prefix text        NOT NULL,
                created_at   timestamptz NOT NULL DEFAULT clock_timestamp()
            );
            CREATE TABLE IF NOT EXISTS %1$s.whimbrel_work (
                id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                version      text        NOT NULL UNIQUE,
                kind         text        NOT NULL,
                name         text        NOT NULL,
                table_schema text        NOT NULL,
                table_name   text        NOT NULL,
                key_column   text        NOT NULL,
                key_type     text        NOT NULL,
                text         text,
                condition    text,
                assignments  text,
                batch        integer     NOT NULL,
                place        text,
                relation     text,
                vector_key   text,
                vector_column text,
                hash_column  text,
                vector_type  text,
                type_schema  text,
                owns_column  boolean     NOT NULL DEFAULT true,
                metric       text,
                profile_id   bigint      REFERENCES %1$s.whimbrel_profile,
                state        text        NOT NULL DEFAULT 'STARTED',
                active       boolean     NOT NULL DEFAULT false,
                activated_at timestamptz,
                view_name    text,
                high_water   text,
                cursor_key   text,
                is_counted   boolean     NOT NULL DEFAULT false,
                rows_total   bigint      NOT NULL DEFAULT 0,
                rows_done    bigint      NOT NULL DEFAULT 0,
                rows_skipped bigint      NOT NULL DEFAULT 0,
                rate         double precision,
                rate_at      timestamptz,
                rate_rows    bigint,
                tokens       bigint      NOT NULL DEFAULT 0,
                usd          numeric     NOT NULL DEFAULT 0,
                started_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
                finished_at  timestamptz
            );
            CREATE SEQUENCE IF NOT EXISTS %1$s.whimbrel_change;
            CREATE SEQUENCE IF NOT EXISTS %1$s.whimbrel_worker AS integer CYCLE;
            CREATE TABLE IF NOT EXISTS %1$s.whimbrel_claim (
                id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                work_id      bigint      NOT NULL REFERENCES %1$s.whimbrel_work ON DELETE CASCADE,
                from_key     text,
                to_key       text        NOT NULL,
                worker       integer,
                lease_until  timestamptz NOT NULL
            );
            CREATE TABLE IF NOT EXISTS %1$s.whimbrel_queue (
                work_id      bigint      NOT NULL,
                key          text        NOT NULL,
                seq          bigint      NOT NULL,
                worker       integer,
                lease_until  timestamptz,
                PRIMARY KEY (work_id, key)
            );
            CREATE TABLE IF NOT EXISTS %1$s.whimbrel_dead_letter (
                work_id      bigint      NOT NULL REFERENCES %1$s.whimbrel_work ON DELETE CASCADE,
                key          text        NOT NULL,
                source_hash  bytea       NOT NULL,
                code         text        NOT NULL,
                reason       text        NOT NULL,
                characters   integer     NOT NULL,
                tokens       integer     NOT NULL,
                "at"         timestamptz NOT NULL DEFAULT clock_timestamp(),
                PRIMARY KEY (work_id, key)
            );
            CREATE OR REPLACE VIEW %1$s.whimbrel_reader AS
                SELECT w.name, w.version, p.model, p.hash AS profile, p.dimension, w.metric, p.query_prefix,
                    w.relation, w.vector_key AS key_column, w.vector_column
                FROM %1$s.whimbrel_work AS w JOIN %1$s.whimbrel_profile AS p ON p.id = w.profile_id
                WHERE w.active;
            COMMENT ON TABLE %1$s.whimbrel_work IS 'Long work by Whimbrel: one row for each embedding and backfill';
            COMMENT ON VIEW %1$s.whimbrel_reader IS 'Where the vectors of each name are now, and of which model'
            """;

    private WorkTablesDefinition() {}

    /** {@return the commands that make them where they are not there yet} */
    static String create(String schema) {
        return CREATE.formatted(PostgresSql.identifier(schema));
    }
}
