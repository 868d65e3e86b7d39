package dev.whimbrel.report;

import dev.whimbrel.backfill.WorkStatus;
import dev.whimbrel.database.Health;
import dev.whimbrel.embedding.Profile;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.Problems;
import dev.whimbrel.history.AppliedMigration;
import dev.whimbrel.history.HistoryEntry;
import dev.whimbrel.migration.Checksum;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.Version;
import dev.whimbrel.plan.MigrationStatus;
import dev.whimbrel.plan.Step;
import dev.whimbrel.run.RunReport.StepResult;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The shapes of the values in reports for programs. Names and meanings are documented in {@code docs/json.md} and only ever
 * added to. Durations are milliseconds, times ISO 8601 in UTC, absent values {@code null}.
 */
public final class Json {

    private Json() {}

    public static Map<String, @Nullable Object> problem(Problem problem) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("code", problem.code().code());
        json.put("what", problem.what());
        json.put("why", problem.why());
        json.put("do", problem.remedy());
        return json;
    }

    public static List<Map<String, @Nullable Object>> problems(Problems problems) {
        return problems.stream().map(Json::problem).toList();
    }

    static Map<String, @Nullable Object> status(MigrationStatus status, Disclosure disclosure) {
        Optional<HistoryEntry> entry = status.applied().map(AppliedMigration::entry);
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("version", status.id().version().map(Version::toString).orElse(null));
        json.put("description", status.description());
        json.put("kind", status.kind().label());
        json.put("script", status.script());
        json.put("state", status.state().label());
        json.put(
                "checksum",
                status.file().map(file -> file.up().checksum().hex()).orElse(null));
        json.put(
                "applied_checksum",
                status.applied()
                        .flatMap(AppliedMigration::checksum)
                        .map(Checksum::hex)
                        .orElse(null));
        json.put("has_down", status.file().flatMap(Migration::down).isPresent());
        json.put(
                "applied_at", entry.map(HistoryEntry::at).map(Instant::toString).orElse(null));
        json.put("duration_ms", entry.map(done -> done.duration().toMillis()).orElse(null));
        json.put(
                "applied_by",
                entry.map(HistoryEntry::by).flatMap(disclosure::user).orElse(null));
        json.put(
                "error",
                status.unfinished()
                        .flatMap(failed -> failed.attempt().error())
                        .map(disclosure::error)
                        .orElse(null));
        return json;
    }

    static Map<String, @Nullable Object> work(String database, WorkStatus work, Disclosure disclosure) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("database", database);
        json.put("version", work.version().toString());
        json.put("name", disclosure.content(work.name()).orElse(null));
        json.put("state", work.state().name().toLowerCase(Locale.ROOT));
        json.put("rows_done", work.done());
        json.put("rows_total", work.total());
        json.put("rows_skipped", work.skipped());
        json.put("rows_per_second", work.rowsPerSecond());
        json.put("left_ms", work.left().map(Duration::toMillis).orElse(null));
        json.put("dead_letters", work.deadLetters());
        json.put("queued", work.queued());
        json.put("tokens", work.cost().tokens());
        json.put("usd", work.cost().usd());
        json.put(
                "model",
                work.profile().map(Profile::model).flatMap(disclosure::content).orElse(null));
        json.put("in_use", work.isActive());
        return json;
    }

    /** {@return what is reported where there is nothing else to report} */
    public static Map<String, @Nullable Object> failure(Problems problems) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("outcome", "failed");
        json.put("problems", problems(problems));
        return json;
    }

    public static Map<String, @Nullable Object> step(Step step) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("database", step.database());
        json.put(
                "version",
                step.migration().id().version().map(Version::toString).orElse(null));
        json.put("description", step.migration().description());
        json.put("script", step.script().name());
        json.put("direction", step.direction().name().toLowerCase(Locale.ROOT));
        return json;
    }

    public static Map<String, @Nullable Object> result(StepResult result) {
        Map<String, @Nullable Object> json = step(result.step());
        json.put("duration_ms", result.duration().toMillis());
        json.put("statements", result.step().script().summary().statements());
        return json;
    }

    static Map<String, @Nullable Object> health(Health health) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("up", health.isUp());
        json.put("kind", health.kind());
        health.details()
                .forEach((name, value) -> json.put(name.replace(' ', '_').replace('-', '_'), value));
        json.put("problems", problems(health.problems()));
        return json;
    }
}
