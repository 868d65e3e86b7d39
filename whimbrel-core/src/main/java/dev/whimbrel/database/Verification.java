package dev.whimbrel.database;

import dev.whimbrel.error.Problems;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a live database compares with what the applied migrations promise.
 *
 * @param database its name
 * @param details what was looked at and found as it should be, by a short name, in the order to be shown
 * @param problems what is not there or not as it should be
 */
public record Verification(String database, Map<String, String> details, Problems problems) {

    public Verification {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }
}
