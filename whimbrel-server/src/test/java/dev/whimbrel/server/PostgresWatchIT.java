package dev.whimbrel.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Secret;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.testkit.Eventually;
import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.PrivatePostgres;
import dev.whimbrel.testkit.server.RequiresPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Databases that go down, hang and come back, beside one that is well. */
@RequiresPostgres
@Timeout(120)
final class PostgresWatchIT {

    @TempDir
    private Path home;

    @BeforeEach
    void write() {
        Running.write(home, "main/001_birds.sql", "CREATE TABLE birds (id integer PRIMARY KEY);");
        Running.write(home, "notes/001_notes.sql", "CREATE TABLE notes (id INTEGER PRIMARY KEY);");
    }

    private static DatabaseSettings settings(PostgresServer server) {
        return DatabaseSettings.of("main", server.url("postgres"))
                .withUser(server.user())
                .withPassword(Secret.of(server.password()));
    }

    private Running running(DatabaseSettings main) {
        return new Running(home, main, Running.sqlite(home, "notes"));
    }

    private static boolean isHealth(Running running, boolean main) {
        HttpResponse<String> response = running.get("/api/v1/health");
        return response.statusCode() == (main ? 200 : 503)
                && Map.of("main", main, "notes", true)
                        .equals(Running.json(response).get("databases"));
    }

    @Test
    void seesAServerStopAndComeBack() {
        try (PrivatePostgres postgres = PostgresServer.start(Map.of());
                Running running = running(settings(postgres.server()))) {
            running.migrate();
            Eventually.holds("both are up", () -> isHealth(running, true));
            postgres.stopImmediately();
            Eventually.holds("main is down", () -> isHealth(running, false));
            Eventually.holds(
                    "a new connection is refused",
                    () -> running.get("/api/v1/health").body().contains("WB-0401"));
            assertThat(running.get("/api/v1/status").statusCode()).isEqualTo(503);
            assertThat(running.get("/api/v1/status").body()).contains("\"current\" : \"001\"", "WB-0401");
            assertThat(running.get("/metrics").body())
                    .contains(
                            "whimbrel_database_up{database=\"main\",kind=\"postgresql\"} 0\n",
                            "whimbrel_database_up{database=\"notes\",kind=\"sqlite\"} 1\n",
                            "whimbrel_migrations{database=\"notes\",state=\"applied\"} 1\n")
                    .doesNotContain("whimbrel_migrations{database=\"main\"");
            assertThat(running.get("/livez").statusCode()).isEqualTo(200);
            postgres.restart();
            Eventually.holds("main is up again", () -> isHealth(running, true));
            Eventually.holds("it is ready", () -> running.get("/readyz").statusCode() == 200);
            Eventually.holds(
                    "the operator was told",
                    () -> running.changes().get(running.changes().size() - 1).isUp());
        }
    }

    @Test
    void answersWhileAServerIsFrozen() {
        try (PrivatePostgres postgres = PostgresServer.start(Map.of());
                Running running = running(settings(postgres.server()))) {
            running.migrate();
            Eventually.holds("both are up", () -> isHealth(running, true));
            postgres.freeze();
            try {
                Eventually.holds("main is down", () -> isHealth(running, false));
                assertThat(running.get("/").body()).contains("down", "at version 001");
            } finally {
                postgres.thaw();
            }
            Eventually.holds("main is up again", () -> isHealth(running, true));
        }
    }

    @Test
    void answersWhileAServerTakesConnectionsAndIsSilent() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Running running = running(
                        DatabaseSettings.of("main", "postgresql://u@127.0.0.1:" + silent.getLocalPort() + "/x"))) {
            assertThat(isHealth(running, false)).isTrue();
            assertThat(running.get("/api/v1/health").body()).contains("WB-0410");
            silent.setSoTimeout(1);
            AtomicInteger connections = new AtomicInteger();
            Eventually.holds("the driver gives up, and the next look connects anew", () -> {
                assertThat(isHealth(running, false)).isTrue();
                return connections.addAndGet(accepted(silent)) > 1;
            });
            Eventually.holds("the operator is told", () -> !running.changes().isEmpty());
            assertThat(running.changes()).singleElement().satisfies(health -> assertThat(health.problems())
                    .extracting(Problem::code)
                    .containsExactly(ErrorCode.WAIT_EXPIRED));
        }
    }

    /** {@return how many have connected since the last time} */
    private static int accepted(ServerSocket socket) {
        int count = 0;
        try {
            while (true) {
                assertThat(socket.accept().isConnected()).isTrue();
                count++;
            }
        } catch (SocketTimeoutException e) {
            return count;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
