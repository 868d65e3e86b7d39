package dev.whimbrel.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SharedPostgresTests {

    @Test
    void takesTheFirstSourceThatHasAServer() {
        var chosen = SharedPostgres.choose(List.of(absent("a"), present("b"), present("c"), absent("d")));

        assertThat(chosen.host()).isEqualTo("b");
    }

    @Test
    void listsEverySourceThatDidNotServe() {
        assertThatThrownBy(() -> SharedPostgres.choose(List.of(absent("a"), absent("b"))))
                .isInstanceOf(ServerUnavailableException.class)
                .hasMessageContaining("- a: out of a")
                .hasMessageContaining("- b: out of b");
    }

    @Test
    void doesNotLookElsewhereWhenTheEnvironmentIsWrong() {
        var source = new EnvironmentPostgres(Map.of("WHIMBREL_TEST_POSTGRES_URL", "localhost:5432"));

        assertThatThrownBy(() -> SharedPostgres.choose(List.of(source, present("b"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("WHIMBREL_TEST_POSTGRES_URL is wrong");
    }

    @Test
    void looksElsewhereWhenTheEnvironmentSaysNothing() {
        var chosen = SharedPostgres.choose(List.of(new EnvironmentPostgres(Map.of()), present("b")));

        assertThat(chosen.host()).isEqualTo("b");
    }

    private static PostgresSource present(String host) {
        return new Source(
                host, Optional.of(new PostgresServer(new PostgresAddress(host, 5432, "ann", "", "postgres"), null)));
    }

    private static PostgresSource absent(String title) {
        return new Source(title, Optional.empty());
    }

    private record Source(String title, Optional<PostgresServer> found) implements PostgresSource {

        @Override
        public PostgresServer server() throws ServerAbsentException {
            return found.orElseThrow(() -> new ServerAbsentException("out of " + title));
        }
    }
}
