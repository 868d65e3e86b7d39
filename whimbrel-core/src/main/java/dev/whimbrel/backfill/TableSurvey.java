package dev.whimbrel.backfill;

import dev.whimbrel.error.Problems;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a table looks like to long work.
 *
 * @param rows that take part
 * @param empty those of them without a text
 * @param done those that are through already, the empty ones among them
 * @param rate rows a second that were measured while it was worked on before
 * @param sample texts of some of those that have one
 * @param needs what would be made, and what that takes
 * @param notes what else is worth knowing before, by a short name
 * @param problems what forbids the work
 */
public record TableSurvey(
        long rows,
        long empty,
        long done,
        Optional<Double> rate,
        List<String> sample,
        Needs needs,
        Map<String, String> notes,
        Problems problems) {

    public TableSurvey {
        sample = List.copyOf(sample);
    }

    /** {@return the survey of a table that cannot be worked on} */
    public static TableSurvey refused(Map<String, String> notes, Problems problems) {
        return new TableSurvey(0, 0, 0, Optional.empty(), List.of(), Needs.NONE, notes, problems);
    }

    /** {@return how many rows with a text are still to be worked on} */
    long left() {
        return Math.max(0, rows - Math.max(empty, done));
    }
}
