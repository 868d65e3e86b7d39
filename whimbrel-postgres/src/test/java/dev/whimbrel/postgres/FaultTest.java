package dev.whimbrel.postgres;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.error.WhimbrelException;
import dev.whimbrel.testkit.catalog.Catalog;
import dev.whimbrel.testkit.contract.Project;
import dev.whimbrel.testkit.proxy.Fault;
import dev.whimbrel.testkit.proxy.FaultyProxy;
import dev.whimbrel.testkit.proxy.Traffic;
import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.RequiresPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests share that let something go wrong on the way between Whimbrel and the server. */
@RequiresPostgres
abstract class FaultTest {

    /** The order in which a run connects. */
    static final int WORK = 1;

    static final int LOCK = 2;

    @TempDir
    @Nullable
    Path home;

    private @Nullable MarkedMigrations written;
    private @Nullable Catalog goal;
    private List<Traffic> traffic = List.of();

    /** Learn from a run without a fault what there is to break, and what a run must end as. */
    @BeforeEach
    void runWithoutFault() {
        MarkedMigrations migrations = write(Project.of(
                folder(), new PostgresProvider(), DatabaseSettings.of("main", "postgresql://127.0.0.1/none")));
        written = migrations;
        try (Trial trial = Trial.on(server(), folder(), migrations);
                FaultyProxy proxy = proxy(Fault.NONE)) {
            assertThat(trial.endure(trial.project(proxy.port()))).isEmpty();
            goal = trial.catalog();
            traffic = List.of(proxy.traffic(WORK), proxy.traffic(LOCK));
        }
    }

    MarkedMigrations write(Project project) {
        return MarkedMigrations.ofEveryKind(project);
    }

    PostgresServer server() {
        return PostgresServer.shared();
    }

    /** Let the server come back from what was done to it, before anybody looks. */
    void repair() {}

    final Path folder() {
        return requireNonNull(home).resolve("migrations");
    }

    final MarkedMigrations migrations() {
        return requireNonNull(written);
    }

    /** {@return what a database consists of after a run without a fault} */
    final Catalog goal() {
        return requireNonNull(goal);
    }

    final FaultyProxy proxy(Fault fault) {
        return FaultyProxy.to(server().host(), server().port(), fault);
    }

    /** {@return what goes over a connection in a run without a fault} */
    final Traffic traffic(int connection) {
        return traffic.get(connection - 1);
    }

    /** Let one fault happen, and check that the promise is kept. {@return why the run failed, if it did} */
    final Optional<WhimbrelException> endure(Fault fault) {
        return endure(trial -> fault);
    }

    final Optional<WhimbrelException> endure(Function<Trial, Fault> faults) {
        try (Trial trial = Trial.on(server(), folder(), migrations())) {
            Fault fault = faults.apply(trial);
            try (FaultyProxy proxy = proxy(fault)) {
                Optional<WhimbrelException> failure = trial.endure(trial.project(proxy.port()), this::repair);
                assertThat(trial.catalog()).isEqualTo(goal());
                return failure;
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + FaultForm.seed() + ", " + fault + ": " + e.getMessage(), e);
            }
        }
    }
}
