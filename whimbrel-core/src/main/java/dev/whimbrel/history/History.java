package dev.whimbrel.history;

import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.MigrationId;
import dev.whimbrel.migration.MigrationKind;
import dev.whimbrel.migration.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one database remembers, answering what is applied, what failed and where the baseline lies.
 *
 * <p>It is the fold of the entries in the order they were written. Immutable.
 */
public final class History {

    /** Nothing was ever done. */
    public static final History EMPTY = new History(List.of());

    private final List<HistoryEntry> entries;
    private final Map<MigrationId, AppliedMigration> applied = new LinkedHashMap<>();
    private final Map<MigrationId, HistoryEntry> unfinished = new LinkedHashMap<>();
    private @Nullable Version baseline;

    private History(List<HistoryEntry> entries) {
        this.entries = entries;
        entries.forEach(this::take);
    }

    public static History of(List<HistoryEntry> entries) {
        return new History(entries.stream()
                .sorted(Comparator.comparingLong(HistoryEntry::rank))
                .toList());
    }

    private void take(HistoryEntry entry) {
        MigrationId id = entry.id();
        switch (entry.outcome()) {
            case STARTED, APPLIED, ADOPTED -> apply(entry);
            case BASELINE -> declareBaseline(entry);
            case ACCEPTED ->
                applied.computeIfPresent(
                        id,
                        (same, is) ->
                                new AppliedMigration(is.entry(), entry.attempt().checksum()));
            case RUNNING, FAILED -> unfinished.put(id, entry);
            case REVERTING, REVERT_FAILED -> stopReverting(entry);
            case REVERTED, MISSING_ACCEPTED -> {
                applied.remove(id);
                unfinished.remove(id);
            }
            case FORGOTTEN -> unfinished.remove(id);
        }
    }

    private void apply(HistoryEntry entry) {
        unfinished.remove(entry.id());
        applied.remove(entry.id());
        applied.put(entry.id(), new AppliedMigration(entry, entry.attempt().checksum()));
        if (entry.attempt().kind() == MigrationKind.BASELINE) {
            declareBaseline(entry);
        }
    }

    private void declareBaseline(HistoryEntry entry) {
        baseline = entry.id().version().orElseThrow();
        unfinished.keySet().removeIf(id -> id.version().filter(this::isCovered).isPresent());
    }

    private boolean isCovered(Version version) {
        return baseline != null && version.compareTo(baseline) <= 0;
    }

    /** A revert that undid nothing leaves the migration applied; one that undid a part leaves neither. */
    private void stopReverting(HistoryEntry entry) {
        boolean undidNothing = entry.attempt().statementsDone() == 0 && entry.outcome() == Outcome.REVERT_FAILED;
        if (!undidNothing) {
            applied.remove(entry.id());
            unfinished.put(entry.id(), entry);
        }
    }

    /** {@return whether nothing was ever written} */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    public List<HistoryEntry> entries() {
        return entries;
    }

    /** {@return what is applied now, in the order it was applied} */
    public List<AppliedMigration> applied() {
        return new ArrayList<>(applied.values());
    }

    /** {@return whether long work has begun, complete or not, and was not reverted} */
    public boolean hasLongWork() {
        return applied.values().stream().anyMatch(migration -> migration.kind().isLongRunning());
    }

    public Optional<AppliedMigration> applied(MigrationId id) {
        return Optional.ofNullable(applied.get(id));
    }

    /** {@return whether long work has begun and is not complete} */
    public boolean isUnderWay(Migration migration) {
        return applied(migration.id())
                .filter(begun -> !begun.isComplete() && begun.kind() == migration.kind())
                .isPresent();
    }

    public boolean isApplied(MigrationId id) {
        return applied.containsKey(id);
    }

    /** {@return the last attempt, if it neither took effect as a whole nor was set aside} */
    public Optional<HistoryEntry> unfinished(MigrationId id) {
        return Optional.ofNullable(unfinished.get(id));
    }

    /** {@return attempts that neither took effect as a whole nor were set aside} */
    public List<HistoryEntry> unfinished() {
        return List.copyOf(unfinished.values());
    }

    /** {@return the version up to which the database was declared to be} */
    public Optional<Version> baseline() {
        return Optional.ofNullable(baseline);
    }

    /** {@return the highest version that is applied or declared} */
    public Optional<Version> current() {
        return Stream.concat(
                        applied.keySet().stream().map(MigrationId::version).flatMap(Optional::stream),
                        baseline().stream())
                .max(Comparator.naturalOrder());
    }

    @Override
    public String toString() {
        return "History" + applied.keySet().stream().map(MigrationId::label).toList();
    }
}
