package dev.whimbrel.plan;

import dev.whimbrel.history.AppliedMigration;
import dev.whimbrel.history.History;
import dev.whimbrel.history.HistoryEntry;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.MigrationKind;
import dev.whimbrel.migration.Timeline;
import dev.whimbrel.migration.Version;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The migrations of one database's files held against its history. */
final class DatabaseTimeline {

    private final Timeline timeline;
    private final String database;
    private final History history;
    private final UpOptions options;
    private final Optional<Version> baseline;
    private final Optional<Version> current;

    DatabaseTimeline(Timeline timeline, String database, History history, UpOptions options) {
        this.timeline = timeline;
        this.database = database;
        this.history = history;
        this.options = options;
        this.current = history.current();
        this.baseline = history.baseline()
                .or(() -> baselineToRun().flatMap(migration -> migration.id().version()));
    }

    Stream<MigrationStatus> statuses() {
        return timeline.of(database).filter(this::takesPart).map(this::status);
    }

    /** A baseline script counts only if it was run, or is about to be. */
    private boolean takesPart(Migration migration) {
        return migration.kind() != MigrationKind.BASELINE
                || applied(migration).isPresent()
                || baselineToRun().filter(migration::equals).isPresent();
    }

    private Optional<Migration> baselineToRun() {
        return isNew()
                ? timeline.of(database)
                        .filter(migration -> migration.kind() == MigrationKind.BASELINE)
                        .filter(migration -> !migration
                                .id()
                                .version()
                                .map(options::isAboveTarget)
                                .orElse(false))
                        .max(Comparator.comparing(Migration::id))
                : Optional.empty();
    }

    /** Nothing versioned was ever done, or it was all reverted: a baseline script may be first, also a second time. */
    private boolean isNew() {
        return history.applied().isEmpty()
                && history.baseline().isEmpty()
                && history.unfinished().stream()
                        .noneMatch(entry -> entry.attempt().kind().isVersioned());
    }

    private MigrationStatus status(Migration migration) {
        return new MigrationStatus(
                migration.id(),
                database,
                Optional.of(migration),
                applied(migration),
                unfinished(migration),
                state(migration));
    }

    /** An attempt with the baseline script of a version is none with the version's own. */
    private Optional<HistoryEntry> unfinished(Migration migration) {
        return history.unfinished(migration.id())
                .filter(entry -> entry.attempt().kind() == migration.kind());
    }

    /** A version that came with a baseline script is not applied by its own. */
    private Optional<AppliedMigration> applied(Migration migration) {
        return history.applied(migration.id()).filter(applied -> applied.kind() == migration.kind());
    }

    private State state(Migration migration) {
        Optional<AppliedMigration> applied = applied(migration);
        boolean hasFailed = unfinished(migration).isPresent();
        if (applied.isPresent() && !(hasFailed && migration.kind() == MigrationKind.REPEATABLE)) {
            return isChanged(migration, applied.get()) ? changed(migration) : stateOf(applied.get());
        }
        if (hasFailed) {
            return State.FAILED;
        }
        return migration.kind() == MigrationKind.BASELINE
                ? State.PENDING
                : migration.id().version().map(this::stateOfNew).orElse(State.PENDING);
    }

    private static State stateOf(AppliedMigration applied) {
        return applied.isComplete() ? State.APPLIED : State.RUNNING;
    }

    private State stateOfNew(Version version) {
        if (baseline.filter(covered -> version.compareTo(covered) <= 0).isPresent()) {
            return State.BELOW_BASELINE;
        }
        if (options.isAboveTarget(version)) {
            return State.ABOVE_TARGET;
        }
        boolean isLate = current.filter(last -> version.compareTo(last) < 0).isPresent();
        return isLate ? State.OUT_OF_ORDER : State.PENDING;
    }

    private static State changed(Migration migration) {
        return migration.kind() == MigrationKind.REPEATABLE ? State.PENDING : State.CHANGED;
    }

    private static boolean isChanged(Migration migration, AppliedMigration applied) {
        return applied.checksum()
                .filter(checksum -> !checksum.equals(migration.up().checksum()))
                .isPresent();
    }
}
