package dev.whimbrel.database.sql.work;

import dev.whimbrel.backfill.WorkState;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
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
        if (work.vectors().isEmpty() || work.state() != WorkState.READY) {
            return Problems.of(new Problem(
                    ErrorCode.SWITCH_IMPOSSIBLE,
                    "readers cannot be pointed at the vectors of " + work.version(),
                    work.vectors().isEmpty()
                            ? "it makes none"
                            : work.state() == WorkState.STARTED
                                    ? "it is not complete"
                                    : "they were removed by contract",
                    work.state() == WorkState.STARTED ? "complete it: `whimbrel backfill`" : "see `whimbrel status`"));
        }
        activate(work);
        return Problems.NONE;
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
            return Problems.of(new Problem(
                    ErrorCode.SWITCH_IMPOSSIBLE,
                    "there is no way back for " + name,
                    "no other vectors of that name were in use before, or they were removed by contract",
                    "see what there is: `whimbrel status`"));
        }
        activate(before.get());
        return Problems.NONE;
    }

    static Problems againstContracting(Work work) {
        if (work.vectors().isPresent() && work.state() == WorkState.READY && !work.isActive()) {
            return Problems.NONE;
        }
        return Problems.of(new Problem(
                ErrorCode.SWITCH_IMPOSSIBLE,
                "what " + work.version() + " has made cannot be removed",
                work.isActive()
                        ? "readers are pointed at its vectors"
                        : work.state() == WorkState.CONTRACTED ? "it was removed already" : "it is not complete",
                work.isActive() ? "point them at others first: `whimbrel switch VERSION`" : "see `whimbrel status`"));
    }
}
