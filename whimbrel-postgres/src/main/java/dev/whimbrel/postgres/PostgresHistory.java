package dev.whimbrel.postgres;

import dev.whimbrel.database.sql.HistoryTable;
import dev.whimbrel.history.Attempt;
import dev.whimbrel.history.History;
import dev.whimbrel.history.ToolVersion;
import dev.whimbrel.migration.Checksum;
import dev.whimbrel.migration.MigrationId;
import dev.whimbrel.migration.Version;
import dev.whimbrel.plan.Step;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
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

    /** The column by which an answer tells the rank of a new entry; how long the step took, in milliseconds, is next to it. */
    static final String RANK = "whimbrel_rank";

    /** Notes when a transaction began; transactions that travel in one message share their transaction_timestamp(). */
    static final String NOTE_BEGIN = "set_config('whimbrel.began', extract(epoch FROM clock_timestamp())::text, true)";

    /** What was noted; null where no transaction of ours is open. */
    static final String BEGAN = "nullif(current_setting('whimbrel.began', true), '')";

    private static final String INSERT = """
            INSERT INTO %s (version, description, kind, script, checksum, outcome, statements_done, journal, error,
                "at", duration_ms, "by", tool_version)
            VALUES (%s, clock_timestamp(),
                ((extract(epoch FROM clock_timestamp()) - coalesce(
                    %s::numeric,
                    extract(epoch FROM transaction_timestamp()))) * 1000)::bigint,
                session_user, %s)
            RETURNING rank AS whimbrel_rank, duration_ms
            """;

    /**
     * An attempt that is under way began when its entry was written. The script may have set a role, which must not
     * stand in the way and is back afterwards.
     */
    private static final String UPDATE = """
            SET LOCAL ROLE NONE;
            UPDATE %s
            SET %s, duration_ms = (extract(epoch FROM clock_timestamp() - "at") * 1000)::bigint
            WHERE rank = %d AND outcome IN ('running', 'reverting')
            """;

    /** Where several attempts broke off at the same place, the first one counts: what any of them made is younger. */
    private static final String INTERRUPTED = """
            SELECT coalesce(min(rank), 0) FROM %1$s
            WHERE rank < ? AND script = ? AND statements_done = ? AND outcome IN ('running', 'reverting')
              AND rank > (SELECT coalesce(max(rank), 0) FROM %1$s
                WHERE rank < ? AND script = ? AND outcome NOT IN ('running', 'failed', 'reverting', 'revert failed'))
            """;

    private static final String COMPLETED = """
            SELECT coalesce(version, description), duration_ms FROM %s
            WHERE rank > ? AND outcome IN ('applied', 'reverted')
            ORDER BY rank
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
        return INSERT.formatted(table(), values(attempt), BEGAN, PostgresSql.literal(ToolVersion.get()));
    }

    /** {@return the rank of the new entry} */
    long insert(Attempt attempt) throws SQLException {
        try (PreparedStatement insert = session.connection().prepareStatement(insertion(attempt));
                ResultSet row = insert.executeQuery()) {
            row.next();
            return row.getLong(RANK);
        }
    }

    /** Count what is done in an entry that is under way. */
    void progress(long rank, Attempt attempt) throws SQLException {
        String counted = "statements_done = " + attempt.statementsDone() + ", journal = "
                + PostgresSql.literal(attempt.journal().map(Checksum::hex).orElse(null));
        session.execute(UPDATE.formatted(table(), counted, rank));
    }

    /** Write how an entry that is under way ended; does nothing the second time. */
    void finish(long rank, Attempt attempt) throws SQLException {
        String ended = "outcome = " + PostgresSql.literal(attempt.outcome().label()) + ", error = "
                + PostgresSql.literal(attempt.error().orElse(null));
        session.execute(UPDATE.formatted(table(), ended, rank));
    }

    /**
     * {@return the earlier attempt that went as far as this one begins and was interrupted then}
     *
     * @param rank of this attempt
     */
    Interruption interruptionBefore(long rank, Attempt attempt) throws SQLException {
        try (PreparedStatement query = session.connection().prepareStatement(INTERRUPTED.formatted(table()))) {
            query.setLong(1, rank);
            query.setString(2, attempt.script());
            query.setInt(3, attempt.statementsDone());
            query.setLong(4, rank);
            query.setString(5, attempt.script());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return new Interruption(table(), row.getLong(1));
            }
        }
    }

    /** {@return the rank of the last entry; zero if there is none} */
    long lastRank() throws SQLException {
        try (PreparedStatement query =
                        session.connection().prepareStatement("SELECT coalesce(max(rank), 0) FROM " + table());
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** {@return whether there is an entry of that rank} */
    boolean contains(long rank) throws SQLException {
        try (PreparedStatement query =
                session.connection().prepareStatement("SELECT 1 FROM " + table() + " WHERE rank = ?")) {
            query.setLong(1, rank);
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    /** {@return how long those of the steps took, from the first on, that went through after the entry of that rank} */
    List<Duration> completedSince(long rank, List<Step> steps) throws SQLException {
        List<Duration> durations = new ArrayList<>();
        try (PreparedStatement query = session.connection().prepareStatement(COMPLETED.formatted(table()))) {
            query.setLong(1, rank);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next() && durations.size() < steps.size()) {
                    requireSame(rows.getString(1), steps.get(durations.size()));
                    durations.add(Duration.ofMillis(rows.getLong(2)));
                }
            }
        }
        return durations;
    }

    private static void requireSame(String key, Step step) {
        MigrationId id = step.migration().id();
        String expected =
                id.version().map(Version::toString).orElse(step.migration().description());
        if (!key.equals(expected)) {
            throw new IllegalStateException("the history holds " + key + " where " + expected + " was sent");
        }
    }

    private static String values(Attempt attempt) {
        List<@Nullable String> values = HistoryTable.values(attempt);
        return values.stream().map(PostgresSql::literal).collect(Collectors.joining(", "));
    }
}
