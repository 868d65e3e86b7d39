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
        if (work.isActive()) {
            commands.execute("UPDATE " + table + " SET active = true, activated_at = " + dialect.now() + " WHERE id ="
                    + " (SELECT id FROM " + table + " WHERE name = " + dialect.literal(work.name())
                    + " AND state = 'READY' AND id <> " + work.id()
                    + " ORDER BY activated_at DESC NULLS LAST, id DESC LIMIT 1)");
        }
        if (work.vectors().isPresent()) {
            drop(work);
        }
        commands.execute("DELETE FROM " + table + " WHERE id = " + work.id());
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
