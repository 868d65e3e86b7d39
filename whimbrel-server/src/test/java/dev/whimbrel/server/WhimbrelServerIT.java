package dev.whimbrel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.whimbrel.Settings;
import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.SettingsException;
import dev.whimbrel.testkit.Eventually;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Start and stop. */
@Timeout(60)
final class WhimbrelServerIT {

    @TempDir
    private Path home;

    @Test
    void listensOnTheLoopbackAddressUnlessToldOtherwise() {
        try (Running running = new Running(home, Running.sqlite(home, "main"))) {
            assertThat(running.server().address().getAddress().isLoopbackAddress())
                    .isTrue();
        }
        assertThat(ServerSettings.defaults()).isEqualTo(new ServerSettings("127.0.0.1", 8080));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerSettings.defaults().withPort(70_000))
                .withMessageContaining("70000");
    }

    @Test
    void saysThatAPortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertRefused(ServerSettings.defaults().withPort(taken.getLocalPort()));
        }
    }

    @Test
    void saysThatAnAddressIsNotOurs() {
        assertRefused(ServerSettings.defaults().withPort(0).withHost("192.0.2.1"));
        assertRefused(ServerSettings.defaults().withPort(0).withHost("no-such-host.invalid"));
    }

    private void assertRefused(ServerSettings settings) {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> WhimbrelServer.start(
                                settings,
                                Settings.defaults().withDatabases(Running.sqlite(home, "main")),
                                Running.PROVIDERS,
                                HealthListener.NONE)
                        .close())
                .satisfies(e -> assertThat(e.problems()).singleElement().satisfies(problem -> assertThat(problem.code())
                        .isEqualTo(ErrorCode.ADDRESS_UNUSABLE)));
    }

    @Test
    void finishesTheAnswersUnderWayBeforeItStops() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Running running = new Running(
                    home, DatabaseSettings.of("main", "postgresql://u@127.0.0.1:" + silent.getLocalPort() + "/x"));
            int port = running.port();
            CompletableFuture<HttpResponse<String>> answer = running.later("/api/v1/health");
            try (Socket asked = silent.accept()) {
                assertThat(asked.isConnected()).isTrue();
                running.close();
            }
            assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(503);
            assertThatExceptionOfType(ConnectException.class)
                    .isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close());
            Eventually.holds("its threads are gone", () -> Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("whimbrel-main")));
        }
    }
}
