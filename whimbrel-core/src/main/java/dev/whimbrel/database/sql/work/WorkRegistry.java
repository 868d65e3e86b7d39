package dev.whimbrel.database.sql.work;

import dev.whimbrel.backfill.WorkState;
import dev.whimbrel.backfill.WorkStatus;
import dev.whimbrel.embedding.Cost;
import dev.whimbrel.embedding.Profile;
import dev.whimbrel.migration.Version;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads what the database remembers of long work. */
public record WorkRegistry(SqlCommands commands, WorkDialect dialect) {

    /** Some databases count money in floating point. */
    private static final int DIGITS = 12;

    private static final String COLUMNS = """
            w.id, w.version, w.name, w.state, w.table_schema, w.table_name, w.key_column, w.key_type, w.text, w.condition,
            w.assignments, w.batch, w.place, w.relation, w.vector_key, w.vector_column, w.hash_column, w.vector_type,
            w.type_schema, w.owns_column, w.profile_id, w.metric, w.active, p.dimension, p.canonical
            """;

    private String query() {
        return "SELECT " + COLUMNS + " FROM " + dialect.tables().work() + " AS w LEFT JOIN "
                + dialect.tables().profile() + " AS p ON p.id = w.profile_id WHERE ";
    }

    /** {@return the first work of that condition on the columns of {@code w}} */
    Optional<Work> first(String condition) throws SQLException {
        return commands.first(query() + condition, Work::read);
    }

    public Optional<Work> find(String version) throws SQLException {
        return isThere() ? first("w.version = " + dialect.literal(version)) : Optional.empty();
    }

    public Work require(String version) throws SQLException {
        return find(version)
                .orElseThrow(
                        () -> new SQLException("the work of version " + version + " has not begun, or was reverted"));
    }

    boolean isThere() throws SQLException {
        return commands.first(dialect.tablesExist(), row -> row.getBoolean(1)).orElse(false);
    }

    List<WorkStatus> statuses() throws SQLException {
        if (!isThere()) {
            return List.of();
        }
        WorkTables tables = dialect.tables();
        String rate = "CASE WHEN w.rate_at > " + dialect.ago(60)
                + " THEN coalesce(w.rate, (w.rows_done - w.rate_rows) / nullif(" + dialect.secondsSince("w.rate_at")
                + ", 0)) END";
        String counted = "SELECT w.*, p.canonical, " + rate + " AS now, (SELECT count(*) FROM " + tables.deadLetter()
                + " AS d WHERE d.work_id = w.id) AS dead, (SELECT count(*) FROM " + tables.queue()
                + " AS q WHERE q.work_id = w.id) AS queued FROM " + tables.work() + " AS w LEFT JOIN "
                + tables.profile() + " AS p ON p.id = w.profile_id ORDER BY w.id";
        return commands.query(counted, WorkRegistry::status);
    }

    private static WorkStatus status(ResultSet row) throws SQLException {
        return new WorkStatus(
                Version.of(row.getString("version")),
                row.getString("name"),
                WorkState.valueOf(row.getString("state")),
                row.getLong("rows_total"),
                row.getLong("rows_done"),
                row.getLong("rows_skipped"),
                row.getLong("dead"),
                row.getDouble("now"),
                row.getLong("queued"),
                new Cost(row.getLong("tokens"), money(row.getString("usd"))),
                Optional.ofNullable(row.getString("canonical")).map(Profile::parse),
                row.getBoolean("active"));
    }

    private static BigDecimal money(String number) {
        BigDecimal exact = new BigDecimal(number);
        return exact.scale() > DIGITS ? exact.setScale(DIGITS, RoundingMode.HALF_UP) : exact;
    }
}
