package dev.whimbrel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.RequiresPostgres;
import dev.whimbrel.testkit.server.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A backfill that somebody interrupts ends after the page in hand, says where things stand, and goes on later. */
@RequiresPostgres
class InterruptedBackfillIT {

    private static final int ROWS = 100;

    @TempDir
    private Path home;

    @ParameterizedTest
    @EnumSource
    void goesOnWhereItWas(Interruption interruption) throws Exception {
        try (TestDatabase database = PostgresServer.shared().createDatabase()) {
            Workplace work = new Workplace(home)
                    .postgres(database)
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
            interruption.during("backfill", work, () -> done(database) > 0);
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
