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

    /** Four KB/s, or in the long form one KB/s with half a second each way. */
    @Test
    void migratesOverANarrowLink() {
        Duration delay = FaultForm.isLong() ? Duration.ofMillis(500) : Duration.ofMillis(16);
        int piece = FaultForm.isLong() ? 512 : 64;
        try (Trial trial = Trial.of(home().resolve("migrations"), MarkedMigrations.small(project(), 2));
                FaultyProxy proxy = slow(delay, piece)) {
            assertThat(trial.endure(trial.project(proxy.port()))).isEmpty();
        }
    }

    /** Every message is torn to pieces. */
    @Test
    void migratesThoughFewBytesArriveAtOnce() {
        try (Trial trial = Trial.of(home().resolve("migrations"), MarkedMigrations.ofEveryKind(project()));
                FaultyProxy proxy = slow(Duration.ZERO, 7)) {
            assertThat(trial.endure(trial.project(proxy.port()))).isEmpty();
        }
    }

    private static FaultyProxy slow(Duration delay, int piece) {
        return FaultyProxy.slow(
                PostgresServer.shared().host(), PostgresServer.shared().port(), delay, piece);
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
