package dev.whimbrel.backfill;

import dev.whimbrel.error.Problems;
import java.util.List;
import java.util.Map;

/**
 * What a table looks like to long work.
 *
 * @param rows that take part
 * @param empty those of them without a text
 * @param sample texts of some of the others
 * @param notes what else is worth knowing before, by a short name
 * @param problems what forbids the work
 */
public record TableSurvey(long rows, long empty, List<String> sample, Map<String, String> notes, Problems problems) {

    public TableSurvey {
        sample = List.copyOf(sample);
    }
}
