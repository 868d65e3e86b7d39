package dev.whimbrel.postgres;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.MigrationFailedException;
import dev.whimbrel.error.Problem;

/** Makes the refusals of work that a table does not allow. */
final class WorkImpossible {

    private WorkImpossible() {}

    static MigrationFailedException because(String script, String what, String why, String remedy) {
        return new MigrationFailedException(
                new Problem(ErrorCode.WORK_IMPOSSIBLE, script + ": " + what, why, remedy), null);
    }
}
