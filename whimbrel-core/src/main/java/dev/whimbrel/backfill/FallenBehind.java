package dev.whimbrel.backfill;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.Problems;
import dev.whimbrel.migration.EmbeddingWork;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.MigrationId;
import java.util.List;
import java.util.Optional;

/**
 * Tells when vectors are older than those that readers are pointed at, as when their model could not be reached since they
 * were complete. Where the application writes all the time some rows always wait, for either model; a page of them is no
 * difference.
 */
public final class FallenBehind {

    private FallenBehind() {}

    /**
     * {@return what forbids pointing readers at the vectors of an embedding}
     *
     * @param works of its database
     */
    public static Problems check(List<WorkStatus> works, Migration migration) {
        Optional<WorkStatus> next = works.stream()
                .filter(work -> MigrationId.of(work.version()).equals(migration.id()))
                .filter(work -> work.state() == WorkState.READY)
                .findFirst();
        if (next.isEmpty() || !(migration.work().orElseThrow() instanceof EmbeddingWork embedding)) {
            return Problems.NONE;
        }
        long waiting = next.get().queued();
        long waitingNow = works.stream()
                .filter(work -> work.isActive() && work.name().equals(next.get().name()))
                .mapToLong(WorkStatus::queued)
                .sum();
        return waiting - waitingNow <= embedding.batch()
                ? Problems.NONE
                : Problems.of(new Problem(
                        ErrorCode.SWITCH_IMPOSSIBLE,
                        "readers would find older vectors in " + next.get().version() + " than now",
                        waiting + " rows have changed and wait for its model, and " + waitingNow
                                + " for that of the vectors in use",
                        "embed them first: `whimbrel backfill`"));
    }
}
