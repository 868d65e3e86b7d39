package dev.whimbrel.backfill;

import dev.whimbrel.error.Problems;
import dev.whimbrel.migration.Migration;
import java.util.Locale;

/**
 * What a run made of one piece of long work.
 *
 * @param gate what was measured at the end
 * @param problems why it is not complete, where it should be
 */
public record BackfillReport(Migration migration, End end, Progress progress, GateReport gate, Problems problems) {

    /** How a run ended. */
    public enum End {
        /** All is done, and the history says so. */
        COMPLETE,
        /** What had changed is current again; the work was complete before. */
        CAUGHT_UP,
        /** Going on would have cost more than allowed. */
        COST_REACHED,
        /** Somebody asked it to stop. */
        STOPPED,
        /** All rows are done, and the result is not as the definition demands. */
        GATE_FAILED;

        /** {@return the end in words} */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }
}
