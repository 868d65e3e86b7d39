package dev.whimbrel.database.sql.work;

import dev.whimbrel.migration.Migration;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Takes away what long work has made: triggers, notes of changes, and its column or table. What a plain backfill has changed in
 * the rows stays. Runs in the caller's transaction.
 */
public final class WorkRemoval {

    private final SqlCommands commands;
    private final WorkDialect dialect;
    private final Dropping dropping;

    /** Takes away what an embedding has made in the database. */
    public interface Dropping {
        void drop(Work work) throws SQLException;
    }

    public WorkRemoval(SqlCommands commands, WorkDialect dialect, Dropping dropping) {
        this.commands = commands;
        this.dialect = dialect;
        this.dropping = dropping;
    }

    /** Take all of it away, and forget the work; readers are pointed at the vectors that came before. */
    public void revert(Migration migration) throws SQLException {
        Optional<Work> found = new WorkRegistry(commands, dialect).find(Work.version(migration));
        if (found.isEmpty()) {
            return;
        }
        Work work = found.get();
        String table = dialect.tables().work();
        if (work.vectors().isPresent()) {
            if (work.isActive()) {
                commands.execute(dialect.hide(work));
            }
            drop(work);
        }
        commands.execute("DELETE FROM " + table + " WHERE id = " + work.id());
        if (work.isActive()) {
            activateAnother(work);
        }
    }

    private void activateAnother(Work work) throws SQLException {
        Optional<Work> other = new WorkRegistry(commands, dialect)
                .first("w.name = " + dialect.literal(work.name())
                        + " AND w.state = 'READY' ORDER BY w.activated_at DESC NULLS LAST, w.id DESC LIMIT 1");
        if (other.isPresent()) {
            commands.execute("UPDATE " + dialect.tables().work() + " SET active = true, activated_at = " + dialect.now()
                    + " WHERE id = " + other.get().id());
            commands.execute(dialect.show(other.get()));
        }
    }

    /** Take away what it made, and keep the entry that it was there. */
    public void contract(Work work) throws SQLException {
        drop(work);
        commands.execute("UPDATE " + dialect.tables().work() + " SET state = 'CONTRACTED', active = false WHERE id = "
                + work.id());
    }

    private void drop(Work work) throws SQLException {
        dropping.drop(work);
        commands.execute("DELETE FROM " + dialect.tables().queue() + " WHERE work_id = " + work.id());
    }
}
