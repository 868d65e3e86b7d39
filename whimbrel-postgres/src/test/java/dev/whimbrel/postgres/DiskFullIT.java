package dev.whimbrel.postgres;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.whimbrel.error.Problem;
import dev.whimbrel.error.WhimbrelException;
import dev.whimbrel.migration.Version;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.run.RunFailedException;
import dev.whimbrel.testkit.contract.Project;
import dev.whimbrel.testkit.contract.Refusal;
import dev.whimbrel.testkit.proxy.Fault;
import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.PrivatePostgres;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Files cannot grow any more. Instead of a full disk, which only an administrator could make, processes of the server are
 * forbidden to write a file beyond a limit: {@code prlimit} of util-linux does that to a process that runs.
 */
final class DiskFullIT extends FaultTest {

    /** The size of a segment of the write-ahead log: only tables and indexes outgrow it. */
    private static final int SEGMENT = 16 << 20;

    /** The first request after those about encryption and the password. */
    private static final int LOGGED_IN = 5;

    private static final String TOO_LARGE = "File too large";
    private static final String LOG_FULL = "PANIC:  could not write to log file";

    private static final String WORKER = "SELECT pid FROM pg_stat_activity"
            + " WHERE application_name = 'whimbrel' AND datname = current_database()"
            + " AND pid NOT IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND classid = 1464355149)";

    /** How far the segment is written that the log is in. */
    private static final String WRITTEN =
            "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint %% %d".formatted(SEGMENT);

    private static @Nullable PrivatePostgres own;

    @BeforeAll
    static void startServer() {
        own = PostgresServer.start(Map.of());
    }

    @AfterAll
    static void stopServer() {
        own().close();
    }

    private static PrivatePostgres own() {
        return requireNonNull(own);
    }

    @Override
    PostgresServer server() {
        return own().server();
    }

    @Override
    void repair() {
        own().awaitRecovery();
    }

    @BeforeEach
    void requirePrlimit() throws InterruptedException {
        try {
            new ProcessBuilder("prlimit", "--version").start().waitFor();
        } catch (IOException e) {
            abort("there is no prlimit to limit files with: " + e.getMessage());
        }
    }

    /** A table of 24 MB, and an index on it that is as large: three rows to a page. */
    @Override
    MarkedMigrations write(Project project) {
        MarkedMigrations migrations = MarkedMigrations.ofEveryKind(project);
        project.delete("002_small.sql")
                .write(
                        "002_grows.sql",
                        "CREATE TABLE nest_002 (song text STORAGE PLAIN);",
                        MarkedMigrations.mark("002"),
                        "INSERT INTO nest_002 SELECT repeat(md5(i::text), 78) FROM generate_series(1, 9000) i;");
        project.write(
                "005_index.sql",
                MarkedMigrations.table("005"),
                MarkedMigrations.mark("005 begun"),
                "CREATE UNIQUE INDEX CONCURRENTLY by_song ON nest_002 (song);",
                "VACUUM nest_005;",
                MarkedMigrations.mark("005"));
        return migrations;
    }

    private static List<Long> numbers(Trial trial, String query) {
        return trial.query(query).stream()
                .map(row -> Long.parseLong(String.valueOf(row.get(0))))
                .toList();
    }

    private Optional<WhimbrelException> endureLimit(long exchange, String limit) {
        return endure(trial -> Fault.beforeExchange(
                WORK, (int) exchange, () -> numbers(trial, WORKER).forEach(process -> own().limitFiles(
                                process, numbers(trial, limit).get(0)))));
    }

    /** As soon as there is a process that works for us, and at random. */
    @Test
    void leavesNothingHalfDoneWhenOneProcessCannotWrite() {
        List<Long> sample = FaultForm.spread(traffic(WORK).exchanges(), 1);

        sample.forEach(exchange -> endureLimit(exchange, "SELECT " + SEGMENT));

        assertThat(endureLimit(LOGGED_IN, "SELECT " + SEGMENT))
                .hasValueSatisfying(full ->
                        assertThat(full).hasMessageContaining("002_grows.sql").hasMessageContaining(TOO_LARGE));
    }

    /** The server crashes then, and comes back. */
    @Test
    void survivesTheCrashOfAServerThatCannotWriteItsLog() {
        List<Long> sample = FaultForm.spread(traffic(WORK).exchanges(), 2);

        sample.forEach(exchange -> endureLimit(exchange, WRITTEN));

        assertThat(own().log()).contains(LOG_FULL);
    }

    /** All processes meet the limit until it is lifted: twice in a table, twice in an index. */
    @Test
    void failsUntilThereIsRoomAgain() {
        try (Trial trial = Trial.on(server(), folder(), migrations())) {
            failTwice(trial, List.of("001"), "002_grows.sql");
            trial.project().migrate(UpOptions.defaults().withTarget(Version.of("004")));

            failTwice(trial, List.of("001", "002", "003", "004"), "005_index.sql");

            assertThat(trial.query("SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid"))
                    .containsExactly(List.of("by_song"));
            assertThat(trial.runAgain()).containsExactly("005", "006", "007");
            assertThat(trial.catalog()).isEqualTo(goal());
        }
    }

    private static void failTwice(Trial trial, List<String> done, String script) {
        own().limitFiles(SEGMENT);
        try {
            for (int i = 0; i < 2; i++) {
                Problem full = Refusal.problem(
                        RunFailedException.class, () -> trial.project().migrate());
                assertThat(full.what()).contains(script);
                assertThat(full.why()).contains(TOO_LARGE);
                assertThat(trial.check()).isEqualTo(done);
            }
        } finally {
            own().liftLimit();
        }
    }
}
