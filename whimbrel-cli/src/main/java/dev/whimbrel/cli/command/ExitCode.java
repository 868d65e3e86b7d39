package dev.whimbrel.cli.command;

import dev.whimbrel.error.DisagreementException;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.LockedException;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import dev.whimbrel.error.TimelineException;
import dev.whimbrel.error.WhimbrelException;

/** What the program ends with. Scripts rely on these numbers; they never change their meaning. */
public final class ExitCode {

    /** Done, or nothing to do. */
    public static final int OK = 0;

    /** A database refused or could not be reached, or a migration failed. */
    public static final int FAILED = 1;

    /** Usage, settings, or a folder that cannot be read as a timeline. Nothing was touched. */
    public static final int USAGE = 2;

    /** Something is pending ({@code status --check}). */
    public static final int PENDING = 3;

    /** Files and history disagree, or the live database is not as promised. */
    public static final int DISAGREEMENT = 4;

    /** Another process holds the migration lock. */
    public static final int LOCKED = 5;

    private ExitCode() {}

    static int of(WhimbrelException failure) {
        if (failure instanceof SettingsException || failure instanceof TimelineException) {
            return USAGE;
        }
        if (failure instanceof DisagreementException
                || failure.problems().stream().anyMatch(ExitCode::isDamage)) {
            return DISAGREEMENT;
        }
        return failure instanceof LockedException ? LOCKED : FAILED;
    }

    private static boolean isDamage(Problem problem) {
        return problem.code() == ErrorCode.HISTORY_DAMAGED;
    }
}
