package dev.whimbrel.run;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import dev.whimbrel.history.Attempt;
import dev.whimbrel.history.History;
import dev.whimbrel.migration.Timeline;
import dev.whimbrel.migration.Version;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Decides whether a database can be declared to be at a version. */
public final class Baseline {

    private Baseline() {}

    /**
     * {@return the entry to write; none if the database is declared to be there already}
     *
     * @throws SettingsException if something later is applied, or if all of the timeline lies before the version
     */
    public static List<Attempt> at(Version version, Timeline timeline, History history) {
        timeline.last().filter(last -> last.compareTo(version) < 0).ifPresent(last -> {
            throw new SettingsException(new Problem(
                    ErrorCode.UNKNOWN_TARGET,
                    "version " + version + " lies beyond the timeline",
                    "its last migration is " + last + "; whatever came up to " + version + " would never run",
                    "name " + last + " or an earlier version"));
        });
        if (history.baseline().filter(version::equals).isPresent()) {
            return List.of();
        }
        appliedLast(history).filter(current -> current.compareTo(version) > 0).ifPresent(current -> {
            throw new SettingsException(new Problem(
                    ErrorCode.BASELINE_IMPOSSIBLE,
                    "the database is at version " + current + ", which is after " + version,
                    "a baseline says where a database stands, and the history knows that it stands further on",
                    "name version " + current + " or a later one; `whimbrel status` shows what is applied"));
        });
        return List.of(Attempt.baseline(version));
    }

    private static Optional<Version> appliedLast(History history) {
        return history.applied().stream()
                .flatMap(applied -> applied.id().version().stream())
                .max(Comparator.naturalOrder());
    }
}
