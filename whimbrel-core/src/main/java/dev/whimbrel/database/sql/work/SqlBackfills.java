package dev.whimbrel.database.sql.work;

import dev.whimbrel.backfill.Backfills;
import dev.whimbrel.backfill.GateReport;
import dev.whimbrel.backfill.WorkState;
import dev.whimbrel.backfill.WorkStatus;
import dev.whimbrel.error.Problems;
import dev.whimbrel.migration.EmbeddingWork;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.MigrationId;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What long work on SQL databases has in common. */
public abstract class SqlBackfills implements Backfills {

    /** Asks a database. */
    public interface Asking<T> {
        T ask() throws SQLException;
    }

    /** {@return whether there is a place where work could be remembered} */
    protected abstract boolean isReachable() throws SQLException;

    protected abstract WorkDialect dialect() throws SQLException;

    /** {@return a new connection} */
    protected abstract WorkConnection connect() throws SQLException;

    /** {@return what compares searches through an index with exact ones; nothing if all are exact} */
    protected abstract Optional<RecallProbe> probe(WorkConnection connection, Work work);

    protected abstract RuntimeException refused(SQLException reason);

    /** Remove what a work has made, which nobody uses. */
    protected abstract void remove(Work work) throws SQLException;

    /** {@return what commands can be asked on that change nothing} */
    protected abstract SqlCommands session() throws SQLException;

    @Override
    public final List<WorkStatus> works() {
        return attempt(() -> isReachable() ? new WorkRegistry(session(), dialect()).statuses() : List.of());
    }

    /** {@return how far a work is, if it has begun} */
    protected final Optional<WorkStatus> begun(Migration migration) {
        return works().stream()
                .filter(work -> MigrationId.of(work.version()).equals(migration.id()))
                .findFirst();
    }

    @Override
    public final boolean notesChanges() {
        return true;
    }

    @Override
    public final long sweep(Migration migration) {
        return attempt(() -> connected(connection -> {
            Work work = require(connection, migration);
            return work.vectors().isEmpty() ? 0L : Sweep.of(work, dialect()).run(connection);
        }));
    }

    @Override
    public final GateReport gate(Migration migration) {
        return migration.work().orElseThrow() instanceof EmbeddingWork embedding
                ? attempt(() -> connected(connection -> {
                    Work work = require(connection, migration);
                    return new EmbeddingGate(connection, dialect(), work, probe(connection, work)).measure(embedding);
                }))
                : GateReport.NONE;
    }

    @Override
    public final Problems switchTo(Migration migration) {
        return attempt(() ->
                connected(connection -> new ReaderSwitch(connection, dialect()).to(require(connection, migration))));
    }

    @Override
    public final Problems switchBack(String name) {
        return attempt(() -> connected(connection -> new ReaderSwitch(connection, dialect()).back(name)));
    }

    @Override
    public final Problems contract(Migration migration) {
        return attempt(() -> {
            Work work = require(migration);
            Problems problems = ReaderSwitch.againstContracting(work);
            if (problems.isEmpty()) {
                remove(work);
            }
            return problems;
        });
    }

    /** {@return the work of a migration} */
    protected final Work require(Migration migration) throws SQLException {
        return connected(connection -> require(connection, migration));
    }

    protected final Work require(WorkConnection connection, Migration migration) throws SQLException {
        return registry(connection).require(Work.version(migration));
    }

    private WorkRegistry registry(WorkConnection connection) throws SQLException {
        return new WorkRegistry(connection, dialect());
    }

    /** {@return the command that enters a work as complete; the first of its name is what readers are pointed at} */
    protected static String completion(WorkDialect dialect, Migration migration) {
        String work = dialect.tables().work();
        String isFirst = "relation IS NOT NULL AND NOT EXISTS (SELECT 1 FROM " + work
                + " AS o WHERE o.name = w.name AND o.active)";
        return "UPDATE " + work + " AS w SET state = '" + WorkState.READY + "', finished_at = " + dialect.now()
                + ", active = " + isFirst + ", activated_at = CASE WHEN " + isFirst + " THEN " + dialect.now()
                + " END WHERE version = " + dialect.literal(Work.version(migration));
    }

    private interface ConnectedAsking<T> {
        T ask(WorkConnection connection) throws SQLException;
    }

    private <T> T connected(ConnectedAsking<T> asking) throws SQLException {
        try (WorkConnection connection = connect()) {
            return asking.ask(connection);
        }
    }

    protected final <T> T attempt(Asking<T> asking) {
        try {
            return asking.ask();
        } catch (SQLException e) {
            throw refused(e);
        }
    }
}
