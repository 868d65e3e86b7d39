package dev.whimbrel.postgres;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.run.RunFailedException;
import dev.whimbrel.testkit.contract.Refusal;
import dev.whimbrel.testkit.proxy.Fault;
import dev.whimbrel.testkit.proxy.FaultyProxy;
import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.PrivatePostgres;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The server crashes in the middle of a run, and comes back. */
final class ServerCrashIT extends FaultTest {

    /** A message of two scripts is longer than that, and none before it is. */
    private static final int TRIP = 2000;

    private static @Nullable PrivatePostgres own;

    @BeforeAll
    static void startServer() {
        own = PostgresServer.start(Map.of());
    }

    @AfterAll
    static void stopServer() {
        own().close();
    }

    /** It says so after as long as a server takes to come back; hence in the long form only. */
    @Test
    void saysThatItDoesNotKnowWhenTheServerStaysAway() {
        assumeTrue(FaultForm.isLong(), "takes 20 s; -Dwhimbrel.faults=long");
        try (Trial trial = Trial.on(server(), folder(), migrations());
                FaultyProxy proxy = proxy(Fault.loseAnswer(WORK, firstTrip(), own()::stopImmediately))) {
            Problem problem = Refusal.problem(
                    RunFailedException.class, () -> trial.project(proxy.port()).migrate());
            own().restart();

            assertThat(problem.code()).isEqualTo(ErrorCode.UNREACHABLE);
            assertThat(problem.what()).contains("cannot be asked how far the run came");
            assertThat(trial.runAgain()).isEqualTo(migrations().versions().subList(2, 7));
        }
    }

    /** {@return the exchange in which the first small migrations travel: the first large request} */
    private int firstTrip() {
        List<Long> ends = traffic(WORK).requestEnds();
        return IntStream.range(1, ends.size())
                        .filter(i -> ends.get(i) - ends.get(i - 1) > TRIP)
                        .findFirst()
                        .orElseThrow()
                + 1;
    }

    private static PrivatePostgres own() {
        return requireNonNull(own);
    }

    @Override
    PostgresServer server() {
        return own().server();
    }

    @Test
    void survivesACrashBeforeARequestArrives() {
        FaultForm.spread(traffic(WORK).exchanges(), 3)
                .forEach(exchange -> endure(trial ->
                        Fault.beforeExchange(WORK, exchange.intValue(), () -> trial.undisturbed(own()::restart))));
    }

    /** What was committed is there after the crash, though the server could not say so. */
    @Test
    void findsOutWhatTheServerDidBeforeItCrashed() {
        FaultForm.spread(traffic(WORK).exchanges(), 3)
                .forEach(exchange -> endure(
                        trial -> Fault.loseAnswer(WORK, exchange.intValue(), () -> trial.undisturbed(own()::restart))));
    }
}
