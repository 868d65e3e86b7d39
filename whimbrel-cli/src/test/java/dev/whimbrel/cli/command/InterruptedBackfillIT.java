package dev.whimbrel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.whimbrel.testkit.Eventually;
import dev.whimbrel.testkit.Signals;
import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.RequiresPostgres;
import dev.whimbrel.testkit.server.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A backfill that somebody interrupts ends after the page in hand, says where things stand, and goes on later. */
@RequiresPostgres
class InterruptedBackfillIT {

    private static final int ROWS = 100;
    private static final long SECONDS = 60;

    @TempDir
    private Path home;

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void goesOnWhereItWas(String signal, int exitCode) throws Exception {
        assumeFalse(
                signal.equals("INT") && Signals.areInterruptsIgnored(),
                "who is started in the background ignores SIGINT, and so do its children");
        try (TestDatabase database = PostgresServer.shared().createDatabase()) {
            Workplace work = new Workplace(home)
                    .variable("DATABASE_URL", database.url())
                    .variable("PGUSER", database.user())
                    .variable("PGPASSWORD", database.password())
                    .file(
                            "migrations/001_birds.sql",
                            "CREATE TABLE birds (id integer PRIMARY KEY, ringed boolean);",
                            "INSERT INTO birds SELECT i FROM generate_series(1, " + ROWS + ") AS i;")
                    .file(
                            "migrations/002_ring.backfill.yaml",
                            "table: birds",
                            "key: id",
                            "set: \"ringed = pg_sleep(0.02) IS NOT NULL\"",
                            "where: \"ringed IS NULL\"",
                            "batch: 10");
            work.run("migrate");
            Process process = work.start("backfill");
            try {
                Eventually.holds("it is under way", () -> done(database) > 0);
                Signals.send(signal, process);
                assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
            } finally {
                process.destroyForcibly();
            }
            assertThat(process.exitValue()).isEqualTo(exitCode);
            assertThat(work.read("out")).contains("stopped  002_ring.backfill.yaml", "of 100 rows");
            long done = done(database);
            assertThat(done).isBetween(10L, ROWS - 1L);
            assertThat(database.query("SELECT count(*) FROM birds WHERE ringed"))
                    .isEqualTo(List.of(List.of(String.valueOf(done))));
            assertThat(work.run("status").out()).contains("running");

            assertThat(work.run("backfill").exitCode()).isEqualTo(ExitCode.OK);
            assertThat(done(database)).isEqualTo(ROWS);
        }
    }

    private static long done(TestDatabase database) {
        return Long.parseLong(String.valueOf(
                database.query("SELECT rows_done FROM whimbrel_work").get(0).get(0)));
    }
}
