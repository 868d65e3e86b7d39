package dev.whimbrel.server;

import dev.whimbrel.history.ToolVersion;
import dev.whimbrel.report.Disclosure;
import dev.whimbrel.report.HealthReport;
import dev.whimbrel.report.Json;
import dev.whimbrel.server.Shared.Fetch;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What there is to be asked for, by path. Thread-safe. */
final class Endpoints {

    /** An answer is written once for all who ask at about the same time. */
    private static final Duration FRESH = Duration.ofMillis(250);

    private final Map<String, Shared<Answer>> byPath = new LinkedHashMap<>();

    /** @param writer where answers are written */
    Endpoints(Board board, OwnThread writer) {
        add("/", () -> writer.of(board.snapshot(), Endpoints::page));
        add("/api/v1/health", () -> writer.of(board.sights(), Endpoints::health));
        add("/api/v1/status", () -> writer.of(board.snapshot(), Endpoints::status));
        add("/metrics", () -> writer.of(board.snapshot(), Endpoints::metrics));
        add("/readyz", () -> writer.of(board.snapshot(), Endpoints::ready));
        Answer alive = Answer.json(Answer.OK, Map.of("status", "alive"));
        add("/livez", () -> CompletableFuture.completedFuture(alive));
    }

    private void add(String path, Supplier<CompletableFuture<Answer>> source) {
        byPath.put(path, new Shared<>(FRESH, () -> Fetch.of(source.get())));
    }

    /** {@return the answer of that path, if there is such a path} */
    Optional<CompletableFuture<Answer>> get(String path) {
        return Optional.ofNullable(byPath.get(path)).map(Shared::get);
    }

    private static Answer health(List<Sight> sights) {
        HealthReport report =
                new HealthReport(sights.stream().map(Sight::health).toList());
        return Answer.json(report.isUp() ? Answer.OK : Answer.UNAVAILABLE, report.json(Disclosure.GUARDED));
    }

    private static Answer status(Snapshot seen) {
        return seen.status()
                .map(report -> Answer.json(
                        seen.unasked().isEmpty() ? Answer.OK : Answer.UNAVAILABLE, report.json(Disclosure.GUARDED)))
                .orElseGet(() -> Answer.json(
                        Answer.UNAVAILABLE, Json.failure(seen.folderProblems().and(seen.unasked()))));
    }

    private static Answer ready(Snapshot seen) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("status", seen.isReady() ? "ready" : "not ready");
        json.put("unsettled", seen.unsettled());
        json.put("problems", Json.problems(seen.problems()));
        return Answer.json(seen.isReady() ? Answer.OK : Answer.UNAVAILABLE, json);
    }

    private static Answer metrics(Snapshot seen) {
        return Answer.metrics(Metrics.of(seen, ToolVersion.get()));
    }

    private static Answer page(Snapshot seen) {
        return Answer.html(Answer.OK, new StatusPage(seen, ToolVersion.get()).text());
    }
}
