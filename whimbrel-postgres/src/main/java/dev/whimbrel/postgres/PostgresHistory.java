package dev.whimbrel.postgres;

import dev.whimbrel.database.sql.HistoryTable;
import dev.whimbrel.database.sql.ToolVersion;
import dev.whimbrel.history.Attempt;
import dev.whimbrel.history.History;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The history table in PostgreSQL, in the schema in which new tables are made. Its clock is the server's. */
final class PostgresHistory {

    private static final String CREATE = """
            BEGIN;
            CREATE TABLE IF NOT EXISTS %1$s (
                rank            bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                version         text,
                description     text        NOT NULL,
                kind            text        NOT NULL,
                script          text        NOT NULL,
                checksum        text,
                outcome         text        NOT NULL,
                "at"            timestamptz NOT NULL,
                duration_ms     bigint      NOT NULL,
                statements_done integer     NOT NULL,
                journal         text,
                "by"            text        NOT NULL,
                tool_version    text        NOT NULL,
                error           text
            );
            CREATE OR REPLACE VIEW %2$s AS %3$s;
            COMMENT ON TABLE %1$s IS 'Migrations by Whimbrel: one row an attempt';
            COMMENT ON VIEW %2$s IS 'Migrations that are applied now';
            COMMIT
            """;

    private static final String READ = """
            SELECT rank, version, description, kind, script, checksum, outcome, duration_ms, statements_done, journal,
                "by", tool_version, error,
                to_char("at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "at"
            FROM %s
            """;

    private static final String EXISTS =
            "SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                    + " WHERE n.nspname = ? AND c.relname = ?";

    private static final String INSERT = """
            INSERT INTO %s (version, description, kind, script, checksum, outcome, statements_done, journal, error,
                "at", duration_ms, "by", tool_version)
            VALUES (%s, clock_timestamp(),
                (extract(epoch FROM clock_timestamp() - transaction_timestamp()) * 1000)::bigint, session_user, %s)
            """;

    /**
     * An attempt that is under way began when its entry was written. The script may have set a role, which must not
     * stand in the way and is back afterwards.
     */
    private static final String UPDATE = """
            SET LOCAL ROLE NONE;
            UPDATE %s
            SET (version, description, kind, script, checksum, outcome, statements_done, journal, error) = ROW (%s),
                duration_ms = (extract(epoch FROM clock_timestamp() - "at") * 1000)::bigint
            WHERE rank = %d
            """;

    private final PostgresSession session;

    PostgresHistory(PostgresSession session) {
        this.session = session;
    }

    private String table() throws SQLException {
        return PostgresSql.qualified(schema(), HistoryTable.NAME);
    }

    private String schema() throws SQLException {
        return Objects.requireNonNull(session.facts().schema(), "a database without a schema is refused before");
    }

    History read() throws SQLException {
        if (session.facts().schema() == null || !exists()) {
            return History.EMPTY;
        }
        try (PreparedStatement query = session.connection().prepareStatement(READ.formatted(table()));
                ResultSet rows = query.executeQuery()) {
            return HistoryTable.read(rows);
        }
    }

    private boolean exists() throws SQLException {
        try (PreparedStatement query = session.connection().prepareStatement(EXISTS)) {
            query.setString(1, schema());
            query.setString(2, HistoryTable.NAME);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    void create() throws SQLException {
        if (!exists()) {
            String view = PostgresSql.qualified(schema(), HistoryTable.VIEW);
            session.execute(CREATE.formatted(table(), view, HistoryTable.appliedNow(table())));
        }
    }

    /** {@return the command that writes an entry, to be sent together with others} */
    String insertion(Attempt attempt) throws SQLException {
        return INSERT.formatted(table(), values(attempt), PostgresSql.literal(ToolVersion.get()));
    }

    /** {@return the rank of the new entry} */
    long insert(Attempt attempt) throws SQLException {
        try (PreparedStatement insert = session.connection().prepareStatement(insertion(attempt) + " RETURNING rank");
                ResultSet row = insert.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    void update(long rank, Attempt attempt) throws SQLException {
        session.execute(UPDATE.formatted(table(), values(attempt), rank));
    }

    private static String values(Attempt attempt) {
        List<@Nullable String> values = HistoryTable.values(attempt);
        return values.stream().map(PostgresSql::literal).collect(Collectors.joining(", "));
    }
}
