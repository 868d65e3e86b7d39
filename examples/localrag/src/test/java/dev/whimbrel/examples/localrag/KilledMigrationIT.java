package dev.whimbrel.examples.localrag;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.examples.localrag.LocalRag.Result;
import dev.whimbrel.examples.localrag.LocalRag.State;
import dev.whimbrel.testkit.Eventually;
import dev.whimbrel.testkit.proxy.Fault;
import dev.whimbrel.testkit.proxy.FaultyProxy;
import dev.whimbrel.testkit.proxy.Traffic;
import dev.whimbrel.testkit.server.RequiresNeo4j;
import dev.whimbrel.testkit.server.RequiresPostgres;
import dev.whimbrel.testkit.server.RequiresRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The program is killed in the middle of each migration. Running it again ends as if nothing had happened.
 *
 * <p>Every build tries a sample; the system property {@code whimbrel.faults=long} makes it try before every request and
 * behind it. After such an end the leases of Neo4j and Redis have to run out, ten seconds each time, which is why the
 * sample migrates PostgreSQL alone where it can.
 */
@RequiresPostgres
@RequiresNeo4j
@RequiresRedis
final class KilledMigrationIT {

    private static final boolean IS_LONG = "long".equals(System.getProperty("whimbrel.faults"));
    private static final int KILLED = 128 + 9;
    private static final long SECONDS = 60;

    @TempDir
    @Nullable
    Path home;

    /**
     * Where to kill.
     *
     * @param connection of those to the server concerned, the first being 1
     * @param exchange of that connection, the first being 1
     * @param hasArrived whether the server gets the request still, and carries it out
     */
    private record Moment(int connection, int exchange, boolean hasArrived) {

        Fault fault(Runnable action) {
            return hasArrived
                    ? Fault.loseAnswer(connection, exchange, action)
                    : Fault.beforeExchange(connection, exchange, action);
        }
    }

    /** What a run without a fault leaves behind, and the moments at which there is something to break. */
    private record Clean(State state, List<Moment> moments) {}

    @ParameterizedTest
    @ValueSource(strings = {"001", "002", "003", "004", "005", "006", "007"})
    void convergesAfterSigkill(String version) throws Exception {
        Clean clean = clean(version);
        assertThat(clean.moments()).isNotEmpty();
        for (Moment moment : clean.moments()) {
            try (LocalRag localRag = before(version, moment.toString().replaceAll("\\W+", "-"))) {
                State before = localRag.state();
                killAt(moment, localRag, version);
                boolean isApplied = localRag.applied().containsKey(version);
                State after = localRag.state();
                if (isApplied) {
                    assertThat(after).as("%s: applied", moment).isEqualTo(clean.state());
                } else if (isOfPostgres(version)) {
                    assertThat(after).as("%s: not applied", moment).isEqualTo(before);
                }
                Result again = localRag.use(Servers.shared()).run(migrate(version));
                assertThat(again.exitCode()).as("%s: %s", moment, again.all()).isZero();
                assertThat(localRag.state()).as("%s: run again", moment).isEqualTo(clean.state());
                assertThat(localRag.applied()).as(moment.toString()).containsEntry(version, 1L);
            }
        }
    }

    private static boolean isOfPostgres(String version) {
        return version.compareTo("005") <= 0;
    }

    private static String[] migrate(String version) {
        return isOfPostgres(version) && !IS_LONG
                ? new String[] {"migrate", "--target", version, "--database", "main"}
                : new String[] {"migrate", "--target", version};
    }

    /** {@return a project in which everything before that version is applied} */
    private LocalRag before(String version, String name) throws IOException {
        LocalRag localRag =
                LocalRag.in(Files.createDirectory(requireNonNull(home).resolve(name)));
        if (!version.equals("001")) {
            Result result = localRag.run(migrate("00" + (Integer.parseInt(version) - 1)));
            assertThat(result.exitCode()).as(result.all()).isZero();
        }
        return localRag;
    }

    private static FaultyProxy proxy(String version, Fault fault) {
        Servers shared = Servers.shared();
        Servers.Address address =
                isOfPostgres(version) ? shared.postgres() : version.equals("006") ? shared.neo4j() : shared.redis();
        return FaultyProxy.to(address.host(), address.port(), fault);
    }

    private static Servers by(FaultyProxy proxy, String version) {
        Servers shared = Servers.shared();
        if (isOfPostgres(version)) {
            return shared.withPostgres(proxy.port());
        }
        return version.equals("006") ? shared.withNeo4j(proxy.port()) : shared.withRedis(proxy.port());
    }

    private Clean clean(String version) throws IOException {
        try (LocalRag localRag = before(version, "clean");
                FaultyProxy proxy = proxy(version, Fault.NONE)) {
            Result result = localRag.use(by(proxy, version)).run(migrate(version));
            assertThat(result.exitCode()).as(result.all()).isZero();
            List<Traffic> traffic = new ArrayList<>();
            for (int connection = 1; connection <= proxy.connections(); connection++) {
                traffic.add(proxy.traffic(connection));
            }
            return new Clean(localRag.state(), IS_LONG ? all(traffic) : sample(traffic, version));
        }
    }

    private static List<Moment> all(List<Traffic> traffic) {
        List<Moment> moments = new ArrayList<>();
        for (int connection = 1; connection <= traffic.size(); connection++) {
            for (int exchange = 1; exchange <= traffic.get(connection - 1).exchanges(); exchange++) {
                moments.add(new Moment(connection, exchange, false));
                moments.add(new Moment(connection, exchange, true));
            }
        }
        return moments;
    }

    /** Around the longest request, which carries the script; for Neo4j and Redis in between of two requests is enough. */
    private static List<Moment> sample(List<Traffic> traffic, String version) {
        Moment longest = new Moment(1, 1, false);
        long length = 0;
        for (int connection = 1; connection <= traffic.size(); connection++) {
            List<Long> ends = traffic.get(connection - 1).requestEnds();
            for (int exchange = 1; exchange <= ends.size(); exchange++) {
                long bytes = ends.get(exchange - 1) - (exchange == 1 ? 0 : ends.get(exchange - 2));
                if (bytes > length) {
                    length = bytes;
                    longest = new Moment(connection, exchange, false);
                }
            }
        }
        return isOfPostgres(version)
                ? List.of(longest, new Moment(longest.connection(), longest.exchange(), true))
                : List.of(longest);
    }

    /** The process is there before it connects, so whoever kills it never waits for long. */
    private static void killAt(Moment moment, LocalRag localRag, String version) throws Exception {
        CompletableFuture<Process> started = new CompletableFuture<>();
        Fault fault = moment.fault(() -> {
            Process process =
                    started.orTimeout(SECONDS, TimeUnit.SECONDS).join().destroyForcibly();
            process.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join();
        });
        try (FaultyProxy proxy = proxy(version, fault)) {
            Process process = localRag.use(by(proxy, version)).start("log", migrate(version));
            try {
                started.complete(process);
                assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
                // A lease is renewed whenever its time has come, so an exchange of the long form need not come again.
                assertThat(process.exitValue())
                        .as("%s: %s", moment, Files.readString(localRag.file("log")))
                        .isIn(IS_LONG ? List.of(KILLED, 0) : List.of(KILLED));
            } finally {
                process.destroyForcibly();
            }
        }
        Eventually.holds(
                "nothing of it goes on in the server",
                () -> localRag.main().query("""
                        SELECT FROM pg_stat_activity
                        WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
                        """).isEmpty());
    }
}
