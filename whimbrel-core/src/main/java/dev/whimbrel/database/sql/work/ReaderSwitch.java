package dev.whimbrel.database.sql.work;

import dev.whimbrel.backfill.SwitchRefusals;
import dev.whimbrel.error.Problems;
import java.sql.SQLException;
import java.util.Optional;

/** Points readers at other vectors: one row changes, and whoever reads it in the transaction of a search never mixes. */
final class ReaderSwitch {

    private final WorkConnection connection;
    private final WorkDialect dialect;
    private final WorkTables tables;

    ReaderSwitch(WorkConnection connection, WorkDialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
        this.tables = dialect.tables();
    }

    Problems to(Work work) throws SQLException {
        Problems problems =
                SwitchRefusals.againstSwitching(work.version(), work.vectors().isPresent(), work.state());
        if (problems.isEmpty()) {
            activate(work);
        }
        return problems;
    }

    private void activate(Work work) throws SQLException {
        connection.transaction(() -> {
            // Who switches the same name at the same time waits here.
            connection.query(
                    "SELECT id FROM " + tables.work() + " WHERE name = " + dialect.literal(work.name()) + " ORDER BY id"
                            + dialect.locking(),
                    row -> row.getLong(1));
            connection.execute("UPDATE " + tables.work() + " SET active = (id = " + work.id()
                    + "), activated_at = CASE WHEN id = " + work.id()
                    + " THEN " + dialect.now() + " ELSE activated_at END WHERE name = " + dialect.literal(work.name())
                    + " AND relation IS NOT NULL AND (active OR id = " + work.id() + ")");
            return connection.execute(dialect.show(work));
        });
    }

    /** Go back to the vectors that were active last before the present ones. */
    Problems back(String name) throws SQLException {
        Optional<Work> before = new WorkRegistry(connection, dialect)
                .first("w.name = " + dialect.literal(name)
                        + " AND w.state = 'READY' AND NOT w.active AND w.activated_at IS NOT NULL"
                        + " ORDER BY w.activated_at DESC LIMIT 1");
        if (before.isEmpty()) {
            return SwitchRefusals.noWayBack(name);
        }
        activate(before.get());
        return Problems.NONE;
    }

    static Problems againstContracting(Work work) {
        return SwitchRefusals.againstContracting(
                work.version(), work.vectors().isPresent(), work.state(), work.isActive());
    }
}
