package dev.whimbrel.plan;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.migration.Checksum;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.MigrationId;
import dev.whimbrel.migration.Version;
import dev.whimbrel.plan.UpOptions.OrderPolicy;
import java.util.ArrayList;
import java.util.List;

/** Puts into words where files and history disagree. */
final class Findings {

    private Findings() {}

    static List<Problem> of(List<MigrationStatus> statuses, UpOptions options) {
        List<Problem> problems = new ArrayList<>();
        for (MigrationStatus status : statuses) {
            boolean isWrong =
                    switch (status.state()) {
                        case CHANGED, MISSING -> true;
                        case OUT_OF_ORDER -> options.order() == OrderPolicy.REFUSE_OUT_OF_ORDER;
                        case FAILED -> status.isHalfReverted();
                        default -> false;
                    };
            if (isWrong) {
                problems.add(of(status));
            }
        }
        return problems;
    }

    static Problem of(MigrationStatus status) {
        return switch (status.state()) {
            case CHANGED -> changed(status);
            case MISSING -> missing(status);
            case OUT_OF_ORDER -> outOfOrder(status);
            case FAILED -> halfReverted(status);
            default -> throw new IllegalArgumentException("nothing is wrong with " + status);
        };
    }

    private static Problem changed(MigrationStatus status) {
        return new Problem(
                ErrorCode.CHANGED,
                status.script() + " was edited after it had been applied to " + status.database(),
                "applied with checksum "
                        + status.applied()
                                .orElseThrow()
                                .checksum()
                                .map(Checksum::abbreviated)
                                .orElse("none")
                        + ", the file now has "
                        + status.file().orElseThrow().up().checksum().abbreviated(),
                "restore the file and put the change into a new migration; or, if the database is as the file says, "
                        + "`whimbrel repair --changed " + status.id().label() + "`");
    }

    private static Problem missing(MigrationStatus status) {
        return new Problem(
                ErrorCode.MISSING,
                status.script() + " is " + (status.applied().isPresent() ? "applied to " : "half done on ")
                        + status.database() + ", and the file is gone",
                "an older checkout perhaps, another folder, or a deleted file",
                "bring the file back; or, if it is gone for good, `whimbrel repair --missing "
                        + status.id().label() + "`");
    }

    private static Problem outOfOrder(MigrationStatus status) {
        return new Problem(
                ErrorCode.OUT_OF_ORDER,
                status.script() + " is older than what is applied to " + status.database() + " already",
                "it came into the folder after later migrations had run",
                "give it a version after the last one; or, if the order does not matter, "
                        + "`whimbrel migrate --out-of-order`");
    }

    private static Problem halfReverted(MigrationStatus status) {
        return new Problem(
                ErrorCode.HALF_REVERTED,
                "reverting " + status.id().label() + " on " + status.database() + " stopped half-way",
                "its down script cannot run in one transaction, and a part of it is done",
                "`whimbrel down` goes on where it stopped");
    }

    /** What goes up half-way must arrive before anything goes down. */
    static List<Problem> halfApplied(List<MigrationStatus> statuses) {
        return statuses.stream()
                .filter(status -> status.state() == State.FAILED || status.state() == State.MISSING)
                .filter(status -> status.isHalfDone() && !status.isHalfReverted())
                .map(Findings::halfApplied)
                .toList();
    }

    private static Problem halfApplied(MigrationStatus status) {
        return new Problem(
                ErrorCode.HALF_APPLIED,
                status.script() + " is half done on " + status.database(),
                "it cannot run in one transaction, and its last attempt stopped after "
                        + status.entry().attempt().statementsDone() + " statements",
                "`whimbrel migrate` finishes it, and then it can be reverted; or undo its statements by hand and "
                        + "`whimbrel repair --failed " + status.id().label() + "`");
    }

    /** What must be complete is applied already, or a script that runs before. */
    static List<Problem> unfinishedRequirements(Migration migration, List<MigrationStatus> statuses, List<Step> steps) {
        return migration.requires().stream()
                .filter(version -> !isComplete(version, statuses) && !runsBefore(version, migration, steps))
                .map(version -> unfinishedRequirement(migration, version))
                .toList();
    }

    private static boolean isComplete(Version version, List<MigrationStatus> statuses) {
        List<MigrationStatus> required = statuses.stream()
                .filter(status -> status.id().equals(MigrationId.of(version)))
                .toList();
        return !required.isEmpty()
                && required.stream()
                        .allMatch(status -> status.state() == State.APPLIED || status.state() == State.BELOW_BASELINE);
    }

    private static boolean runsBefore(Version version, Migration migration, List<Step> steps) {
        return steps.stream()
                .map(Step::migration)
                .takeWhile(before -> !before.equals(migration))
                .anyMatch(before -> before.id().equals(MigrationId.of(version))
                        && !before.kind().isLongRunning());
    }

    private static Problem unfinishedRequirement(Migration migration, Version version) {
        return new Problem(
                ErrorCode.UNFINISHED_REQUIREMENT,
                migration.up().name() + " needs " + version + " to be complete",
                "it says so by `requires`, and " + version + " is running, or pending itself",
                "complete it with `whimbrel backfill`, then migrate; or go only so far: `whimbrel migrate --target "
                        + version + "`");
    }

    static Problem journalChanged(String script, int done) {
        return new Problem(
                ErrorCode.JOURNAL_CHANGED,
                script + " was edited in the part that is done already",
                "its last attempt did the first " + done + " statements, and these read differently now",
                "restore them and mend only what follows; or undo them by hand and "
                        + "`whimbrel repair --failed` the migration");
    }
}
