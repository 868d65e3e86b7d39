package dev.whimbrel.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class SharedServerTests {

    @Test
    void takesTheFirstSourceThatHasAServer() {
        var chosen =
                new SharedServer<>("PostgreSQL", List.of(absent("a"), present("b"), present("c"), absent("d"))).get();

        assertThat(chosen.host()).isEqualTo("b");
    }

    @Test
    void listsEverySourceThatDidNotServe() {
        assertThatThrownBy(() -> choose(absent("a"), absent("b")))
                .isInstanceOf(ServerUnavailableException.class)
                .hasMessageContaining("- a: out of a")
                .hasMessageContaining("- b: out of b");
    }

    @Test
    void doesNotLookElsewhereWhenTheEnvironmentIsWrong() {
        var source = new EnvironmentPostgres(Map.of("WHIMBREL_TEST_POSTGRES_URL", "localhost:5432"));

        assertThatThrownBy(() -> choose(source, present("b")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("WHIMBREL_TEST_POSTGRES_URL is wrong");
    }

    @Test
    void looksElsewhereWhenTheEnvironmentSaysNothing() {
        var chosen = choose(new EnvironmentPostgres(Map.of()), present("b"));

        assertThat(chosen.host()).isEqualTo("b");
    }

    @Test
    void asksForAServerOnlyOnce() {
        var asked = new AtomicInteger();
        var shared = new SharedServer<>("a bird", List.of(counting(asked, Optional.of("curlew"))));

        assertThat(shared.get()).isSameAs(shared.get());
        assertThat(asked).hasValue(1);
    }

    @Test
    void repeatsTheAnswerThatThereIsNone() {
        var asked = new AtomicInteger();
        var shared = new SharedServer<>("a bird", List.of(counting(asked, Optional.empty())));

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(shared::get)
                    .isInstanceOf(ServerUnavailableException.class)
                    .hasMessageContaining("a bird");
        }
        assertThat(asked).hasValue(1);
    }

    private static PostgresServer choose(ServerSource<PostgresServer> first, ServerSource<PostgresServer> second) {
        return new SharedServer<>("PostgreSQL", List.of(first, second)).get();
    }

    private static ServerSource<String> counting(AtomicInteger asked, Optional<String> found) {
        return new ServerSource<>() {
            @Override
            public String title() {
                return "a field";
            }

            @Override
            public String server() throws ServerAbsentException {
                asked.incrementAndGet();
                return found.orElseThrow(() -> new ServerAbsentException("it is empty"));
            }
        };
    }

    private static ServerSource<PostgresServer> present(String host) {
        return new Source(
                host, Optional.of(new PostgresServer(new PostgresAddress(host, 5432, "ann", "", "postgres"), null)));
    }

    private static ServerSource<PostgresServer> absent(String title) {
        return new Source(title, Optional.empty());
    }

    private record Source(String title, Optional<PostgresServer> found) implements ServerSource<PostgresServer> {

        @Override
        public PostgresServer server() throws ServerAbsentException {
            return found.orElseThrow(() -> new ServerAbsentException("out of " + title));
        }
    }
}
