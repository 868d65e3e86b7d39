package dev.whimbrel.adopt;

import dev.whimbrel.adopt.Adoption.Finding;
import dev.whimbrel.database.Database;
import dev.whimbrel.error.DisagreementException;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.history.History;
import dev.whimbrel.migration.Timeline;
import java.util.List;
import java.util.Optional;

/** Keeps migrations that another tool applied from running a second time. */
public final class ForeignGuard {

    private ForeignGuard() {}

    /**
     * Refuse a database without a history of ours where another tool's knows files of the folder.
     *
     * @throws DisagreementException if it does
     */
    public static void refuse(Database database, Timeline timeline) {
        List<ForeignHistory> found = ForeignHistory.in(database.foreignTables()).stream()
                .filter(ForeignHistory::isOurs)
                .toList();
        for (ForeignHistory history : found) {
            List<ForeignEntry> entries = history.entries(database.foreignTables());
            new Matching(database.name(), timeline, History.EMPTY, AdoptOptions.defaults())
                    .of(history.tool().name(), history.table().label(), entries).findings().stream()
                            .filter(ForeignGuard::isApplied)
                            .findFirst()
                            .ifPresent(finding -> {
                                throw applied(database, history, finding);
                            });
        }
    }

    private static boolean isApplied(Finding finding) {
        return finding.script().isPresent()
                && switch (finding.match()) {
                    case ADOPTED, BASELINE, RESUMED, CHANGED, IN_DOUBT -> true;
                    default -> false;
                };
    }

    private static DisagreementException applied(Database database, ForeignHistory history, Finding finding) {
        String tool = history.tool().name();
        return new DisagreementException(new Problem(
                ErrorCode.ADOPT_FIRST,
                Optional.of(finding.label()).filter(label -> !label.isBlank()).orElse("a migration")
                        + " was applied to " + database.name() + " by " + tool + " already; nothing was run",
                "its history lies in " + history.table().label() + ", and ours is empty: everything would run again",
                "`whimbrel adopt` takes that history over (see what it would do: --dry-run); if it is another "
                        + "application's, `whimbrel baseline 0` says that nothing of this folder is applied"));
    }
}
