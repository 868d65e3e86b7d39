package dev.whimbrel.backfill;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.MigrationFailedException;
import dev.whimbrel.error.Problem;
import dev.whimbrel.migration.LongWork;

/** Makes the refusals of work that a table or a graph does not allow. */
public final class WorkImpossible {

    private WorkImpossible() {}

    public static MigrationFailedException because(String script, String what, String why, String remedy) {
        return new MigrationFailedException(
                new Problem(ErrorCode.WORK_IMPOSSIBLE, script + ": " + what, why, remedy), null);
    }

    /** @param why where it was looked for */
    public static MigrationFailedException noTable(String script, LongWork work, String why) {
        return because(
                script,
                "there is no table " + work.table(),
                why,
                "create it in an earlier migration, or correct the name");
    }

    public static MigrationFailedException noKeyColumn(String script, LongWork work) {
        return because(
                script,
                "table " + work.table() + " has no column " + work.key(),
                "rows are found by the column that `key` names",
                "correct the name");
    }

    /** @param why what a key is, and what this one is */
    public static MigrationFailedException noKey(String script, LongWork work, String why) {
        return because(
                script,
                "column " + work.key() + " of " + work.table() + " cannot be the key",
                why,
                "name such a column, or add one in an earlier migration");
    }

    /**
     * @param found what it is
     * @param wanted what it should be
     */
    public static MigrationFailedException columnTaken(
            String script, String table, String column, String found, String wanted) {
        return because(
                script,
                "column " + column + " of " + table + " is there already, as " + found,
                "the model's vectors are " + wanted,
                "name another column, or take a model of that dimension");
    }
}
