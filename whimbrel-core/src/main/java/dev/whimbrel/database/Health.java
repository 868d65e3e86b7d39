package dev.whimbrel.database;

import dev.whimbrel.error.Problems;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a database is.
 *
 * @param database its name
 * @param kind what it is
 * @param details what is worth knowing, by a short name, in the order to be shown
 * @param problems what stands in the way of migrating it
 */
public record Health(String database, String kind, Map<String, String> details, Problems problems) {

    public Health {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /** {@return whether it can be reached and is ready to be migrated} */
    public boolean isUp() {
        return problems.isEmpty();
    }
}
