package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.whimbrel.database.Database;
import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Health;
import dev.whimbrel.database.Timeouts;
import dev.whimbrel.error.DatabaseException;
import dev.whimbrel.error.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that takes connections and never says a word: the question must end, not hang. */
@Timeout(30)
final class SilentServerIT {

    private static void withSilentServer(Consumer<Database> test) throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                Database database = new PostgresProvider()
                        .open(
                                DatabaseSettings.of("main", "postgresql://u@127.0.0.1:" + silent.getLocalPort() + "/x"),
                                Timeouts.defaults().withAnswer(Duration.ofSeconds(1)))) {
            test.accept(database);
        }
    }

    @Test
    void isDown() throws IOException {
        withSilentServer(database -> {
            Health health = database.health();
            assertThat(health.isUp()).isFalse();
            assertThat(health.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.code()).isEqualTo(ErrorCode.UNREACHABLE);
                assertThat(problem.what()).endsWith("does not answer");
            });
        });
    }

    @Test
    void failsWhatAsksIt() throws IOException {
        withSilentServer(database -> {
            assertThatExceptionOfType(DatabaseException.class).isThrownBy(database::ping);
            assertThatExceptionOfType(DatabaseException.class).isThrownBy(database::history);
        });
    }
}
