package dev.whimbrel.run;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import dev.whimbrel.history.Attempt;
import dev.whimbrel.history.History;
import dev.whimbrel.migration.Version;
import java.util.List;

/** Decides whether a database can be declared to be at a version. */
public final class Baseline {

    private Baseline() {}

    /**
     * {@return the entry to write; none if the database is declared to be there already}
     *
     * @throws SettingsException if something later is applied
     */
    public static List<Attempt> at(Version version, History history) {
        if (history.baseline().filter(version::equals).isPresent()) {
            return List.of();
        }
        history.current().filter(current -> current.compareTo(version) > 0).ifPresent(current -> {
            throw new SettingsException(new Problem(
                    ErrorCode.BASELINE_IMPOSSIBLE,
                    "the database is at version " + current + ", which is after " + version,
                    "a baseline says where a database stands, and the history knows that it stands further on",
                    "name version " + current + " or a later one; `whimbrel status` shows what is applied"));
        });
        return List.of(Attempt.baseline(version));
    }
}
