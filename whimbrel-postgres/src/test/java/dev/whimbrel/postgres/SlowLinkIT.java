package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.testkit.proxy.Fault;
import dev.whimbrel.testkit.proxy.FaultyProxy;
import dev.whimbrel.testkit.proxy.Traffic;
import dev.whimbrel.testkit.server.PostgresServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The server is far away. */
final class SlowLinkIT extends PostgresTest {

    private static final int MIGRATIONS = 40;
    private static final Duration ONE_WAY = Duration.ofMillis(50);

    @Test
    void migratesOverASlowLink() {
        try (Trial trial = Trial.of(home().resolve("migrations"), MarkedMigrations.small(project(), MIGRATIONS));
                FaultyProxy proxy = FaultyProxy.slow(
                        PostgresServer.shared().host(), PostgresServer.shared().port(), ONE_WAY)) {
            assertThat(trial.endure(trial.project(proxy.port()))).isEmpty();
        }
    }

    /** What a run costs on such a link is its round trips, of which one is for all small migrations together. */
    @Test
    void needsNoMoreRoundTripsForManyMigrationsThanForOne() {
        Traffic one = migrate(1);

        Traffic many = migrate(MIGRATIONS);

        assertThat(many.exchanges()).isEqualTo(one.exchanges());
        assertThat(many.requestBytes()).isGreaterThan(one.requestBytes());
    }

    private Traffic migrate(int count) {
        try (Trial trial = Trial.of(home().resolve("migrations"), MarkedMigrations.small(project(), count));
                FaultyProxy proxy = FaultyProxy.to(
                        PostgresServer.shared().host(), PostgresServer.shared().port(), Fault.NONE)) {
            assertThat(trial.endure(trial.project(proxy.port()))).isEmpty();
            assertThat(proxy.connections()).isEqualTo(2);
            assertThat(proxy.traffic(FaultTest.LOCK).exchanges()).isLessThan(10);
            return proxy.traffic(FaultTest.WORK);
        }
    }
}
