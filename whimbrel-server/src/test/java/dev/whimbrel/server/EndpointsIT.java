package dev.whimbrel.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.testkit.Eventually;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each path answers, over real HTTP and a real SQLite file. */
final class EndpointsIT {

    private static final List<String> PATHS =
            List.of("/", "/api/v1/health", "/api/v1/status", "/metrics", "/livez", "/readyz");

    @TempDir
    private Path home;

    private Running running;

    @BeforeEach
    void start() {
        Running.write(home, "001_birds.sql", "CREATE TABLE birds (id INTEGER PRIMARY KEY);");
        Running.write(home, "002_nests.sql", "CREATE TABLE nests (id INTEGER PRIMARY KEY);");
        running = new Running(home, Running.sqlite(home, "main"));
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void tellsHealth() {
        HttpResponse<String> response = running.get("/api/v1/health");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(Running.json(response))
                .containsEntry("status", "up")
                .containsEntry("databases", Map.of("main", true))
                .containsKey("details");
    }

    @Test
    void tellsStatusAsItChanges() {
        assertThat(running.json("/api/v1/status"))
                .containsEntry("layout", "numbered")
                .containsEntry("pending", 2);
        running.migrate();
        Eventually.holds("nothing is pending", () -> Integer.valueOf(0)
                .equals(running.json("/api/v1/status").get("pending")));
        assertThat(running.get("/api/v1/status").body())
                .contains("\"current\" : \"002\"", "\"state\" : \"applied\"", "\"applied_by\" : null");
    }

    @Test
    void isReadyWhenNothingIsPending() {
        assertThat(running.get("/readyz").statusCode()).isEqualTo(503);
        assertThat(running.json("/readyz")).containsEntry("status", "not ready").containsEntry("unsettled", 2);
        running.migrate();
        Eventually.holds("it is ready", () -> running.get("/readyz").statusCode() == 200);
    }

    @Test
    void isNotReadyWhenAnAppliedFileWasEdited() {
        running.migrate();
        Running.write(home, "001_birds.sql", "CREATE TABLE birds (id INTEGER PRIMARY KEY); -- edited");
        Eventually.holds("it says so", () -> running.get("/readyz").body().contains("WB-0301"));
        assertThat(running.get("/readyz").statusCode()).isEqualTo(503);
    }

    @Test
    void isAliveWhateverTheDatabasesAre() {
        assertThat(running.get("/livez").statusCode()).isEqualTo(200);
        assertThat(running.json("/livez")).containsEntry("status", "alive");
    }

    @Test
    void showsAPageWithoutAnythingFromElsewhere() throws Exception {
        HttpResponse<String> response = running.get("/");
        assertThat(response.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(response.body())
                .contains("main", "not ready", "birds", "pending", "prefers-color-scheme: dark", "width=device-width")
                .doesNotContain("http:", "https:", "<script", "src=", "url(");
        Matcher style = Pattern.compile("<style>(.*)</style>", Pattern.DOTALL).matcher(response.body());
        assertThat(style.find()).isTrue();
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(style.group(1).getBytes(StandardCharsets.UTF_8));
        assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "sha256-" + Base64.getEncoder().encodeToString(digest));
    }

    @Test
    void escapesWhatFilesAreCalled() {
        Running.write(home, "003_<img onerror=x>&'.sql", "CREATE TABLE x (id INTEGER);");
        Eventually.holds("the page shows it", () -> running.get("/").body().contains("onerror"));
        assertThat(running.get("/").body()).doesNotContain("<img").contains("&lt;img");
    }

    @Test
    void guardsEveryAnswer() {
        for (String path : List.of("/", "/api/v1/health", "/metrics", "/nothing")) {
            assertThat(running.get(path).headers().map())
                    .as(path)
                    .containsEntry("x-content-type-options", List.of("nosniff"))
                    .containsEntry("cache-control", List.of("no-store"))
                    .containsKeys("content-security-policy", "referrer-policy", "content-length")
                    .doesNotContainKeys("server", "x-powered-by");
        }
    }

    @Test
    void answersHeadAsGetWithoutTheBody() {
        for (String path : PATHS) {
            HttpResponse<String> head = running.send("HEAD", path);
            HttpResponse<String> get = running.get(path);
            assertThat(head.statusCode()).as(path).isEqualTo(get.statusCode());
            assertThat(head.body()).isEmpty();
            assertThat(head.headers().firstValue("Content-Type"))
                    .isEqualTo(get.headers().firstValue("Content-Type"));
            assertThat(head.headers().firstValueAsLong("Content-Length").orElseThrow())
                    .isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "MIGRATE"})
    void refusesToDoAnything(String method) {
        for (String path : PATHS) {
            HttpResponse<String> response = running.send(method, path);
            assertThat(response.statusCode()).as(path).isEqualTo(405);
            assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api", "/api/v1/health/", "//", "/../whimbrel.yaml", "/%2e%2e/x", "/api/v1/HEALTH", "/x%00"})
    void knowsNoOtherPath(String path) {
        HttpResponse<String> response = running.get(path);
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(Running.json(response)).containsExactly(Map.entry("error", "no such path"));
    }

    @Test
    void takesNoNoticeOfAQuery() {
        assertThat(running.get("/api/v1/health?verbose=true&q=%3Cscript%3E").statusCode())
                .isEqualTo(200);
    }

    @Test
    void answersWithoutAFolder(@TempDir Path empty) {
        try (Running without = new Running(empty, Running.sqlite(empty, "main"))) {
            assertThat(without.get("/api/v1/health").statusCode()).isEqualTo(200);
            HttpResponse<String> status = without.get("/api/v1/status");
            assertThat(status.statusCode()).isEqualTo(503);
            assertThat(Running.json(status)).containsEntry("outcome", "failed");
            assertThat(status.body()).contains("WB-0201").doesNotContain(empty.toString());
            assertThat(without.get("/").body()).contains("WB-0201");
            assertThat(without.get("/metrics").body()).contains("whimbrel_folder_readable 0");
        }
    }
}
