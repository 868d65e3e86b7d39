package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.testkit.contract.Project;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Many start at once on an empty database: instances in this process, and processes of their own. */
final class ManyProcessesIT extends PostgresTest {

    private static final int ROUNDS = FaultForm.isLong() ? 100 : 1;
    private static final int INSTANCES = 30;
    private static final int PROCESSES = 2;
    private static final long SECONDS = 120;

    private static final String WAITS_IN_THE_SERVER = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"
            + " AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

    @Test
    void letsOneApplyAndTheOthersFindNothingToDo() throws Exception {
        MarkedMigrations migrations = MarkedMigrations.ofEveryKind(project());
        for (int round = 0; round < ROUNDS; round++) {
            try (Trial trial = Trial.of(home().resolve("migrations"), migrations)) {
                assertThat(migrateAtOnce(trial)).isIn(List.of(), migrations.versions());

                assertThat(trial.query("SELECT count(*) FROM whimbrel_history"))
                        .containsExactly(List.of("" + migrations.versions().size()));
                assertThat(trial.runAgain()).isEmpty();
            }
        }
    }

    /** {@return what the instances of this process have applied; each process ends well} */
    private List<String> migrateAtOnce(Trial trial) throws Exception {
        Project patient = trial.project().with(settings -> settings.withLockWait(Duration.ofSeconds(SECONDS)));
        ExecutorService threads = Executors.newFixedThreadPool(INSTANCES);
        List<Process> processes = new ArrayList<>();
        try {
            for (int i = 0; i < PROCESSES; i++) {
                processes.add(Migrate.start(
                        home().resolve("migrations"),
                        trial.database().database().url(),
                        trial.database()));
            }
            List<Future<List<String>>> instances = new ArrayList<>();
            for (int i = 0; i < INSTANCES; i++) {
                instances.add(threads.submit(() -> Trial.versions(patient.migrate())));
            }
            while (instances.stream().anyMatch(instance -> !instance.isDone())) {
                assertThat(trial.query(WAITS_IN_THE_SERVER)).containsExactly(List.of("0"));
            }
            List<String> done = new ArrayList<>();
            for (Future<List<String>> instance : instances) {
                done.addAll(instance.get());
            }
            for (Process process : processes) {
                assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isZero();
            }
            return done;
        } finally {
            processes.forEach(Process::destroyForcibly);
            threads.shutdownNow();
        }
    }
}
