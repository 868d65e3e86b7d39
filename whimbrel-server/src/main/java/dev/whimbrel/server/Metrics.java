package dev.whimbrel.server;

import dev.whimbrel.backfill.WorkState;
import dev.whimbrel.backfill.WorkStatus;
import dev.whimbrel.database.Health;
import dev.whimbrel.history.History;
import dev.whimbrel.history.HistoryEntry;
import dev.whimbrel.history.Outcome;
import dev.whimbrel.migration.Version;
import dev.whimbrel.plan.MigrationStatus;
import dev.whimbrel.plan.Plan;
import dev.whimbrel.plan.State;
import dev.whimbrel.report.StatusReport;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Writes what was seen as metrics. Names and meanings are documented in {@code docs/http.md} and only ever added to. Of a
 * database that could not be asked there is nothing but that it is not up: an old number would be a wrong one.
 */
final class Metrics {

    private static final double MILLIS = 1_000.0;
    /** Of the newest long work of a database there are samples. */
    private static final int MOST = 100;

    private final MetricText text = new MetricText();

    private Metrics() {}

    static String of(Snapshot seen, String toolVersion) {
        Metrics metrics = new Metrics();
        metrics.addProgram(seen, toolVersion);
        metrics.addHealth(seen.sights());
        seen.plan().ifPresent(plan -> metrics.addMigrations(seen.sights(), plan));
        metrics.addLast(seen.sights());
        metrics.addLongWork(seen.works());
        return metrics.text.toString();
    }

    private void addProgram(Snapshot seen, String toolVersion) {
        text.gauge("whimbrel_build_info", "The version of Whimbrel that answers; always 1.");
        text.sample(labels("version", toolVersion), 1);
        text.gauge("whimbrel_ready", "Whether all databases are up and at what the files say.");
        text.sample(Map.of(), seen.isReady() ? 1 : 0);
        text.gauge("whimbrel_folder_readable", "Whether the migrations folder can be read as a timeline.");
        text.sample(Map.of(), seen.plan().isPresent() ? 1 : 0);
    }

    private void addHealth(List<Sight> sights) {
        text.gauge("whimbrel_database_up", "Whether the database can be reached and is ready to be migrated.");
        for (Sight seen : sights) {
            Health health = seen.health();
            text.sample(labels("database", health.database(), "kind", health.kind()), health.isUp() ? 1 : 0);
        }
    }

    private void addMigrations(List<Sight> sights, Plan plan) {
        List<String> asked = sights.stream()
                .filter(seen -> seen.history().isPresent())
                .map(seen -> seen.health().database())
                .toList();
        text.gauge("whimbrel_migrations", "How many migrations are in each state.");
        asked.forEach(database -> addStates(plan, database));
        text.gauge("whimbrel_current_version_info", "The highest version applied or declared; always 1.");
        for (String database : asked) {
            StatusReport.current(plan.statusesOf(database).toList())
                    .map(Version::toString)
                    .ifPresent(version -> text.sample(labels("database", database, "version", version), 1));
        }
    }

    /** Every state, so that what is not there yet counts as none and an alert can be written for it. */
    private void addStates(Plan plan, String database) {
        Map<State, Long> counts =
                plan.statusesOf(database).collect(Collectors.groupingBy(MigrationStatus::state, Collectors.counting()));
        Arrays.stream(State.values())
                .filter(state -> state != State.ABOVE_TARGET)
                .forEach(state -> text.sample(
                        labels("database", database, "state", state.name().toLowerCase(Locale.ROOT)),
                        counts.getOrDefault(state, 0L)));
    }

    private void addLast(List<Sight> sights) {
        Map<String, HistoryEntry> last = new LinkedHashMap<>();
        sights.forEach(seen -> seen.history()
                .flatMap(Metrics::lastApplied)
                .ifPresent(entry -> last.put(seen.health().database(), entry)));
        text.gauge("whimbrel_last_migration_duration_seconds", "How long the last migration applied took.");
        last.forEach((database, entry) ->
                text.sample(labels("database", database), entry.duration().toMillis() / MILLIS));
        text.gauge("whimbrel_last_migration_timestamp_seconds", "When the last migration was applied, since 1970.");
        last.forEach((database, entry) ->
                text.sample(labels("database", database), entry.at().toEpochMilli() / MILLIS));
    }

    /** A sample for each piece of long work whose effect is there or comes: as many as files, and at most {@link #MOST}. */
    private void addLongWork(Map<String, List<WorkStatus>> works) {
        Map<Map<String, String>, WorkStatus> samples = new LinkedHashMap<>();
        works.forEach((database, all) -> {
            List<WorkStatus> present = all.stream()
                    .filter(work -> work.state() != WorkState.CONTRACTED)
                    .toList();
            present.subList(Math.max(0, present.size() - MOST), present.size())
                    .forEach(work -> samples.put(
                            labels(
                                    "database",
                                    database,
                                    "version",
                                    work.version().toString()),
                            work));
        });
        if (samples.isEmpty()) {
            return;
        }
        add(
                samples,
                "complete",
                "Whether all rows are done and the result passed its gate.",
                work -> work.state() == WorkState.READY ? 1 : 0);
        add(samples, "rows_total", "Rows to be worked on, as counted at the beginning.", WorkStatus::total);
        add(samples, "rows_done", "Rows that are through, those that changed later included.", WorkStatus::done);
        add(samples, "rows_skipped", "Rows without a text.", WorkStatus::skipped);
        add(samples, "rows_per_second", "How fast rows are worked on now.", WorkStatus::rowsPerSecond);
        add(samples, "rows_queued", "Rows that have changed since and wait.", WorkStatus::queued);
        add(samples, "dead_letters", "Rows whose text cannot be embedded.", WorkStatus::deadLetters);
    }

    private void add(
            Map<Map<String, String>, WorkStatus> samples,
            String name,
            String help,
            ToDoubleFunction<WorkStatus> value) {
        text.gauge("whimbrel_long_work_" + name, help);
        samples.forEach((labels, work) -> text.sample(labels, value.applyAsDouble(work)));
    }

    private static Optional<HistoryEntry> lastApplied(History history) {
        return history.entries().stream()
                .filter(entry -> entry.outcome() == Outcome.APPLIED)
                .max(Comparator.comparingLong(HistoryEntry::rank));
    }

    private static Map<String, String> labels(String name, String value) {
        return Map.of(name, value);
    }

    private static Map<String, String> labels(String name, String value, String other, String otherValue) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(name, value);
        labels.put(other, otherValue);
        return labels;
    }
}
