package dev.whimbrel.report;

import dev.whimbrel.database.Health;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the databases are.
 *
 * @param healths in the order to be shown
 */
public record HealthReport(List<Health> healths) {

    public HealthReport {
        healths = List.copyOf(healths);
    }

    /** {@return whether all databases are up} */
    public boolean isUp() {
        return healths.stream().allMatch(Health::isUp);
    }

    /** {@return the report for programs} */
    public Map<String, @Nullable Object> json(Disclosure disclosure) {
        Map<String, @Nullable Object> databases = new LinkedHashMap<>();
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        healths.forEach(health -> {
            databases.put(health.database(), health.isUp());
            details.put(health.database(), Json.health(disclosure.of(health)));
        });
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("status", isUp() ? "up" : "down");
        json.put("databases", databases);
        json.put("details", details);
        return json;
    }
}
