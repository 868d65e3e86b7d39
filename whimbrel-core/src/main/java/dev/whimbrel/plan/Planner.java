package dev.whimbrel.plan;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.Problems;
import dev.whimbrel.error.SettingsException;
import dev.whimbrel.history.AppliedMigration;
import dev.whimbrel.history.History;
import dev.whimbrel.history.HistoryEntry;
import dev.whimbrel.migration.Direction;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.MigrationId;
import dev.whimbrel.migration.MigrationKind;
import dev.whimbrel.migration.Timeline;
import dev.whimbrel.migration.Version;
import dev.whimbrel.plan.UpOptions.OrderPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides what would run: a pure function of the timeline and the histories. Every rule of order is here.
 *
 * <p>Up: on a database without history the highest baseline script first; then, by version over all databases, what is
 * neither applied nor covered by a baseline; then the repeatable migrations that are new or changed, unless a target
 * leaves versioned ones out. Down: what is applied, highest version first. Immutable.
 */
public final class Planner {

    private static final Version NOTHING = Version.of("0");

    private final Timeline timeline;
    private final Map<String, History> histories;

    /** @param histories of the databases that take part, by name; migrations of others are left out */
    public Planner(Timeline timeline, Map<String, History> histories) {
        this.timeline = timeline;
        this.histories = Map.copyOf(histories);
    }

    /** {@return a planner for the same timeline and these histories} */
    public Planner with(Map<String, History> others) {
        return new Planner(timeline, others);
    }

    /** {@return the migrations that the plans are about} */
    public Timeline timeline() {
        return timeline;
    }

    /** {@return the databases that remember nothing} */
    public List<String> databasesWithoutHistory() {
        return histories.entrySet().stream()
                .filter(entry -> entry.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /**
     * {@return the plan to go up}
     *
     * @throws SettingsException if the target is not in the timeline
     */
    public Plan up(UpOptions options) {
        options.target().ifPresent(this::requireKnown);
        List<MigrationStatus> statuses = statuses(options);
        List<Problem> problems = Findings.of(statuses, options);
        boolean isPartial = statuses.stream().anyMatch(status -> isLeftOut(status, options));
        List<Step> steps = new ArrayList<>();
        for (MigrationStatus status : statuses) {
            if (runs(status, options, isPartial)) {
                step(status, problems).ifPresent(steps::add);
            }
        }
        steps.forEach(step -> problems.addAll(Findings.unfinishedRequirements(step.migration(), statuses, steps)));
        return new Plan(timeline.layout(), Direction.UP, statuses, steps, Problems.of(problems));
    }

    private static boolean isLeftOut(MigrationStatus status, UpOptions options) {
        return status.applied().isEmpty()
                && status.id().version().filter(options::isAboveTarget).isPresent();
    }

    private static boolean runs(MigrationStatus status, UpOptions options, boolean isPartial) {
        boolean isBeyond = status.id().version().map(options::isAboveTarget).orElse(isPartial);
        return !isBeyond
                && switch (status.state()) {
                    case PENDING, FAILED -> !status.isHalfReverted();
                    case OUT_OF_ORDER -> options.order() == OrderPolicy.ALLOW_OUT_OF_ORDER;
                    default -> false;
                };
    }

    private static Optional<Step> step(MigrationStatus status, List<Problem> problems) {
        Migration migration = status.file().orElseThrow();
        int done = status.unfinished()
                .map(entry -> entry.attempt().statementsDone())
                .orElse(0);
        if (done > 0
                && !isSamePrefix(migration, Direction.UP, status.unfinished().orElseThrow())) {
            problems.add(Findings.journalChanged(migration.up().name(), done));
            return Optional.empty();
        }
        return Optional.of(new Step(migration, Direction.UP, done));
    }

    private static boolean isSamePrefix(Migration migration, Direction direction, HistoryEntry unfinished) {
        int done = unfinished.attempt().statementsDone();
        return migration
                .script(direction)
                .map(script -> script.checksumOfFirst(done))
                .equals(unfinished.attempt().journal());
    }

    /**
     * {@return the plan to go down}
     *
     * @throws SettingsException if the version to go to is unknown, or a migration has no down script
     */
    public Plan down(DownOptions options) {
        options.to().filter(version -> !version.equals(NOTHING)).ifPresent(this::requireKnown);
        List<MigrationStatus> statuses = statuses(UpOptions.defaults());
        List<Problem> problems = new ArrayList<>(Findings.halfApplied(statuses));
        List<Step> steps = new ArrayList<>();
        statuses.stream()
                .filter(Planner::isRevertible)
                .filter(status -> options.reverts(status.id().version().orElseThrow()))
                .sorted(Comparator.comparing(MigrationStatus::id).reversed())
                .limit(options.steps())
                .forEach(status -> downStep(status, problems).ifPresent(steps::add));
        return new Plan(timeline.layout(), Direction.DOWN, statuses, steps, Problems.of(problems));
    }

    private static boolean isRevertible(MigrationStatus status) {
        boolean isThere =
                status.applied().filter(applied -> applied.kind().isVersioned()).isPresent();
        return status.id().version().isPresent() && (isThere || status.isHalfReverted());
    }

    private static Optional<Step> downStep(MigrationStatus status, List<Problem> problems) {
        if (status.state() == State.MISSING || status.state() == State.CHANGED) {
            problems.add(Findings.of(status));
            return Optional.empty();
        }
        Migration migration = status.file().orElseThrow();
        if (migration.down().isEmpty()) {
            throw new SettingsException(
                    new Problem(
                            ErrorCode.NO_DOWN_SCRIPT,
                            "migration " + migration.id().label() + " ("
                                    + migration.up().name() + ") has no down script",
                            "how to revert it is nowhere written; nothing was reverted",
                            "write the down script (in the numbered layout: the same name ending in .down.sql), or restore a backup"));
        }
        int done = status.isHalfReverted()
                ? status.unfinished().orElseThrow().attempt().statementsDone()
                : 0;
        if (done > 0
                && !isSamePrefix(migration, Direction.DOWN, status.unfinished().orElseThrow())) {
            problems.add(Findings.journalChanged(migration.down().get().name(), done));
            return Optional.empty();
        }
        return Optional.of(new Step(migration, Direction.DOWN, done));
    }

    private void requireKnown(Version version) {
        boolean isInHistory = histories.values().stream()
                .anyMatch(history -> history.isApplied(MigrationId.of(version))
                        || history.baseline().filter(version::equals).isPresent());
        if (!timeline.contains(version) && !isInHistory) {
            throw new SettingsException(new Problem(
                    ErrorCode.UNKNOWN_TARGET,
                    "there is no migration with version " + version,
                    "the timeline " + versions(timeline),
                    "name one of these versions; `whimbrel status` lists them all"));
        }
    }

    private static String versions(Timeline timeline) {
        List<Version> versions = timeline.stream()
                .flatMap(migration -> migration.id().version().stream())
                .toList();
        return versions.isEmpty()
                ? "has no versioned migration"
                : "goes from " + versions.get(0) + " to " + versions.get(versions.size() - 1);
    }

    private List<MigrationStatus> statuses(UpOptions options) {
        return histories.keySet().stream()
                .sorted()
                .flatMap(database -> statuses(database, options))
                .sorted(Comparator.comparing(MigrationStatus::id).thenComparing(MigrationStatus::database))
                .toList();
    }

    private Stream<MigrationStatus> statuses(String database, UpOptions options) {
        DatabaseTimeline files = new DatabaseTimeline(timeline, database, history(database), options);
        return Stream.concat(files.statuses(), missing(database));
    }

    /** What is applied, or done in part, and has no file any more. */
    private Stream<MigrationStatus> missing(String database) {
        History history = history(database);
        Stream<MigrationStatus> applied =
                history.applied().stream().map(entry -> missing(entry.id(), database, Optional.of(entry)));
        Stream<MigrationStatus> halfDone = history.unfinished().stream()
                .filter(entry -> !history.isApplied(entry.id()))
                .map(entry -> missing(entry.id(), database, Optional.empty()))
                .filter(MigrationStatus::isHalfDone);
        Map<MigrationKind, Set<MigrationId>> files = timeline.of(database)
                .collect(Collectors.groupingBy(Migration::kind, Collectors.mapping(Migration::id, Collectors.toSet())));
        return Stream.concat(applied, halfDone)
                .filter(status -> status.kind() != MigrationKind.BASELINE)
                .filter(status -> !files.getOrDefault(status.kind(), Set.of()).contains(status.id()));
    }

    private MigrationStatus missing(MigrationId id, String database, Optional<AppliedMigration> applied) {
        return new MigrationStatus(
                id, database, Optional.empty(), applied, history(database).unfinished(id), State.MISSING);
    }

    private History history(String database) {
        return histories.getOrDefault(database, History.EMPTY);
    }
}
