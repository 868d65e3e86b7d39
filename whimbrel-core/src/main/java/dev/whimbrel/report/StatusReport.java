package dev.whimbrel.report;

import dev.whimbrel.backfill.WorkStatus;
import dev.whimbrel.migration.Version;
import dev.whimbrel.plan.MigrationStatus;
import dev.whimbrel.plan.Plan;
import dev.whimbrel.plan.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where each migration stands.
 *
 * @param kinds the databases' kinds by name, in the order to be shown
 * @param works how far long work is, by the names of the databases on which some has begun
 */
public record StatusReport(Plan plan, Map<String, String> kinds, Map<String, List<WorkStatus>> works) {

    /** {@return the highest of these versions that is applied or declared by a baseline} */
    public static Optional<Version> current(List<MigrationStatus> statuses) {
        return statuses.stream()
                .filter(status -> status.applied().isPresent() || status.state() == State.BELOW_BASELINE)
                .flatMap(status -> status.id().version().stream())
                .max(Comparator.naturalOrder());
    }

    /** {@return the report for programs} */
    public Map<String, @Nullable Object> json(Disclosure disclosure) {
        List<Map<String, @Nullable Object>> databases = new ArrayList<>();
        kinds.forEach((name, kind) -> {
            List<MigrationStatus> statuses = plan.statusesOf(name).toList();
            Map<String, @Nullable Object> database = new LinkedHashMap<>();
            database.put("name", name);
            database.put("kind", kind);
            database.put("current", current(statuses).map(Version::toString).orElse(null));
            database.put(
                    "migrations",
                    statuses.stream()
                            .map(status -> Json.status(status, disclosure))
                            .toList());
            databases.add(database);
        });
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("layout", plan.layout());
        json.put("pending", plan.steps().size());
        json.put("databases", databases);
        if (!works.isEmpty()) {
            List<Map<String, @Nullable Object>> all = new ArrayList<>();
            works.forEach((database, ofDatabase) ->
                    ofDatabase.forEach(work -> all.add(Json.work(database, work, disclosure))));
            json.put("long_work", all);
        }
        json.put("problems", Json.problems(disclosure.of(plan.problems())));
        return json;
    }
}
