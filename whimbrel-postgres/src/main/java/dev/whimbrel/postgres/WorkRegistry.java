package dev.whimbrel.postgres;

import dev.whimbrel.backfill.WorkState;
import dev.whimbrel.backfill.WorkStatus;
import dev.whimbrel.embedding.Cost;
import dev.whimbrel.embedding.Profile;
import dev.whimbrel.migration.Version;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads what the database remembers of long work. */
final class WorkRegistry {

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

    static List<WorkStatus> statuses(WorkConnection connection, WorkTables tables) throws SQLException {
        boolean exist =
                connection.first(tables.exist(), row -> row.getBoolean(1)).orElse(false);
        if (!exist) {
            return List.of();
        }
        String counted = "SELECT w.*, p.canonical, (SELECT count(*) FROM " + tables.deadLetter()
                + " AS d WHERE d.work_id = w.id) AS dead, (SELECT count(*) FROM " + tables.queue()
                + " AS q WHERE q.work_id = w.id) AS queued FROM " + tables.work() + " AS w LEFT JOIN "
                + tables.profile() + " AS p ON p.id = w.profile_id ORDER BY w.id";
        return connection.query(counted, WorkRegistry::status);
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
                row.getLong("queued"),
                new Cost(row.getLong("tokens"), row.getBigDecimal("usd")),
                Optional.ofNullable(row.getString("canonical")).map(Profile::parse),
                row.getBoolean("active"));
    }
}
