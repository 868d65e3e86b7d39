package dev.whimbrel.backfill;

import dev.whimbrel.error.Problems;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the result of long work compares with what its definition demands.
 *
 * @param details what was measured, by a short name, in the order to be shown
 * @param problems what does not suffice
 */
public record GateReport(Map<String, String> details, Problems problems) {

    /** Nothing is demanded. */
    public static final GateReport NONE = new GateReport(Map.of(), Problems.NONE);

    public GateReport {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }
}
