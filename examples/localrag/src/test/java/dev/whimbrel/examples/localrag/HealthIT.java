package dev.whimbrel.examples.localrag;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.whimbrel.examples.localrag.LocalRag.Result;
import dev.whimbrel.testkit.Eventually;
import dev.whimbrel.testkit.proxy.Fault;
import dev.whimbrel.testkit.proxy.FaultyProxy;
import dev.whimbrel.testkit.server.Neo4jServer;
import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.PrivatePostgres;
import dev.whimbrel.testkit.server.PrivateRedis;
import dev.whimbrel.testkit.server.RedisServer;
import dev.whimbrel.testkit.server.RequiresNeo4j;
import dev.whimbrel.testkit.server.RequiresPostgres;
import dev.whimbrel.testkit.server.RequiresRedis;
import dev.whimbrel.testkit.server.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the health endpoint and the commands say while one server after the other goes down and comes back. */
@RequiresPostgres
@RequiresNeo4j
@RequiresRedis
final class HealthIT {

    private static final Pattern LISTENING = Pattern.compile("listening at (http://\\S+)\n");

    @TempDir
    @Nullable
    Path home;

    @Test
    void tellsWhichServerIsDown() throws Exception {
        FaultyProxy neo4j = FaultyProxy.to("127.0.0.1", Neo4jServer.shared().port(), Fault.NONE);
        try (LocalRag localRag = LocalRag.in(requireNonNull(home));
                PrivatePostgres postgres = PostgresServer.start(Map.of());
                TestDatabase main = postgres.server().createDatabase();
                PrivateRedis redis = RedisServer.start()) {
            localRag.use(new Servers(
                            Servers.Address.local(postgres.server().port()),
                            Servers.Address.local(neo4j.port()),
                            Servers.Address.local(redis.server().port())))
                    .variable("POSTGRES_DB", main.name())
                    .variable("POSTGRES_PASSWORD", main.password());
            Process serve = localRag.start("serve.log", "serve", "--port", "0");
            try {
                URI health = listening(localRag).resolve("api/v1/health");
                assertHealth(localRag, health, true, true, true);

                postgres.stopImmediately();
                assertHealth(localRag, health, false, true, true);
                assertThat(localRag.run("wait", "--timeout", "500ms").err()).contains("database main did not answer");
                postgres.restart();
                assertThat(localRag.run("wait").exitCode()).isZero();
                assertHealth(localRag, health, true, true, true);

                redis.stopImmediately();
                assertHealth(localRag, health, true, true, false);
                redis.restart();
                assertHealth(localRag, health, true, true, true);

                neo4j.close();
                assertHealth(localRag, health, true, false, true);
            } finally {
                serve.destroy();
            }
            assertThat(serve.waitFor()).isZero();
        } finally {
            neo4j.close();
        }
    }

    private static URI listening(LocalRag localRag) {
        Eventually.holds("it listens", () -> LISTENING.matcher(log(localRag)).find());
        Matcher matcher = LISTENING.matcher(log(localRag));
        assertThat(matcher.find()).isTrue();
        return URI.create(matcher.group(1));
    }

    private static String log(LocalRag localRag) {
        try {
            return Files.readString(localRag.file("serve.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was found out is good for a second, hence what is new is told eventually. */
    private static void assertHealth(LocalRag localRag, URI health, boolean main, boolean graph, boolean cache) {
        Map<String, Boolean> expected = Map.of("main", main, "graph", graph, "cache", cache);
        boolean areAllUp = main && graph && cache;
        Eventually.holds("the endpoint tells " + expected, () -> {
            HttpResponse<String> answer = get(health);
            return answer.statusCode() == (areAllUp ? 200 : 503)
                    && json(answer.body()).get("databases").equals(expected);
        });
        Result command = localRag.run("health", "--output", "json");
        assertThat(command.exitCode()).isEqualTo(areAllUp ? 0 : 1);
        assertThat(json(command.out())).containsEntry("databases", expected);
    }

    private static Map<String, Object> json(String text) {
        try {
            return JSON.std.mapFrom(text);
        } catch (IOException e) {
            throw new UncheckedIOException("no JSON: " + text, e);
        }
    }

    private static HttpResponse<String> get(URI uri) {
        try {
            return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
