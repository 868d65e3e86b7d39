package dev.whimbrel.postgres;

import dev.whimbrel.backfill.WorkState;
import dev.whimbrel.backfill.WorkStatus;
import dev.whimbrel.embedding.Cost;
import dev.whimbrel.embedding.Profile;
import dev.whimbrel.migration.Version;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what the database remembers of long work. */
final class WorkRegistry {

    /** Rows a second of all workers together, as long as pages come in. */
    private static final String RATE = "CASE WHEN w.rate_at > clock_timestamp() - interval '1 minute' THEN coalesce("
            + "w.rate, (w.rows_done - w.rate_rows) / nullif(extract(epoch FROM clock_timestamp() - w.rate_at), 0)) END";

    private WorkRegistry() {}

    static Optional<Work> find(WorkConnection connection, WorkTables tables, String version) throws SQLException {
        return connection.first(Work.query(tables) + " WHERE w.version = " + PostgresSql.literal(version), Work::read);
    }

    /** {@return all work whose vectors have that name, the oldest first} */
    static List<Work> named(WorkConnection connection, WorkTables tables, String name) throws SQLException {
        return connection.query(
                Work.query(tables) + " WHERE w.name = " + PostgresSql.literal(name)
                        + " AND w.relation IS NOT NULL ORDER BY w.id",
                Work::read);
    }

    static Work require(WorkConnection connection, WorkTables tables, String version) throws SQLException {
        return find(connection, tables, version)
                .orElseThrow(
                        () -> new SQLException("the work of version " + version + " has not begun, or was reverted"));
    }

    static List<WorkStatus> statuses(Connection connection, WorkTables tables) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet exist = statement.executeQuery(tables.exist())) {
                exist.next();
                if (!exist.getBoolean(1)) {
                    return List.of();
                }
            }
            String counted = "SELECT w.*, p.canonical, " + RATE + " AS now, (SELECT count(*) FROM "
                    + tables.deadLetter() + " AS d WHERE d.work_id = w.id) AS dead, (SELECT count(*) FROM "
                    + tables.queue() + " AS q WHERE q.work_id = w.id) AS queued FROM " + tables.work()
                    + " AS w LEFT JOIN " + tables.profile() + " AS p ON p.id = w.profile_id ORDER BY w.id";
            try (ResultSet rows = statement.executeQuery(counted)) {
                List<WorkStatus> statuses = new ArrayList<>();
                while (rows.next()) {
                    statuses.add(status(rows));
                }
                return statuses;
            }
        }
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
                new Cost(row.getLong("tokens"), row.getBigDecimal("usd")),
                Optional.ofNullable(row.getString("canonical")).map(Profile::parse),
                row.getBoolean("active"));
    }
}
