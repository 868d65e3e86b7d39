package dev.whimbrel.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.backfill.BackfillListener;
import dev.whimbrel.backfill.BackfillOptions;
import dev.whimbrel.backfill.BackfillStop;
import dev.whimbrel.backfill.Progress;
import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Secret;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.testkit.Eventually;
import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.RequiresPostgres;
import dev.whimbrel.testkit.server.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Long work, as it is told over HTTP. */
@Timeout(120)
final class LongWorkIT {

    private static final String LABELS = "{database=\"main\",version=\"002\"} ";

    @TempDir
    private Path home;

    @Test
    @RequiresPostgres
    void isToldInStatusAndMetrics() {
        try (TestDatabase database = PostgresServer.shared().createDatabase();
                Running running = new Running(
                        home,
                        DatabaseSettings.of("main", database.url())
                                .withUser(database.user())
                                .withPassword(Secret.of(database.password())))) {
            Running.write(
                    home,
                    "001_birds.sql",
                    "CREATE TABLE birds (id integer PRIMARY KEY, ringed boolean);"
                            + "INSERT INTO birds SELECT i FROM generate_series(1, 30) AS i;");
            running.migrate();
            assertThat(running.json("/api/v1/status")).doesNotContainKey("long_work");
            assertThat(running.get("/metrics").body()).doesNotContain("whimbrel_long_work");

            Running.write(home, "002_ring.backfill.yaml", "table: birds\nkey: id\nset: \"ringed = true\"\nbatch: 10\n");
            running.migrate();
            Eventually.holds("it is told", () -> running.json("/api/v1/status").containsKey("long_work"));
            assertThat(work(running)).containsEntry("state", "started").containsEntry("rows_done", 0);
            assertThat(running.get("/metrics").body()).contains("whimbrel_long_work_complete" + LABELS + "0\n");

            running.ask(whimbrel ->
                    whimbrel.backfills().run(BackfillOptions.defaults(), BackfillListener.NONE, new BackfillStop()));

            Eventually.holds(
                    "it is complete", () -> "ready".equals(work(running).get("state")));
            assertThat(work(running))
                    .containsEntry("database", "main")
                    .containsEntry("version", "002")
                    .containsEntry("rows_total", 30)
                    .containsEntry("rows_done", 30)
                    .containsEntry("name", null);
            assertThat(running.get("/metrics").body())
                    .contains("whimbrel_long_work_complete" + LABELS + "1\n")
                    .contains("whimbrel_long_work_rows_done" + LABELS + "30\n")
                    .contains("whimbrel_long_work_rows_total" + LABELS + "30\n")
                    .contains("whimbrel_long_work_dead_letters" + LABELS + "0\n")
                    .contains("whimbrel_long_work_rows_per_second" + LABELS);
        }
    }

    /** A writer of SQLite keeps readers out for a moment; it is told nevertheless how far it is. */
    @Test
    void isToldWhileItGoesOnInAnSqliteFile() {
        try (Running running = new Running(home, Running.sqlite(home, "main"))) {
            Running.write(
                    home,
                    "001_birds.sql",
                    "CREATE TABLE birds (id integer PRIMARY KEY, ringed boolean);"
                            + "INSERT INTO birds (ringed) VALUES (NULL), (NULL), (NULL), (NULL), (NULL), (NULL);");
            Running.write(home, "002_ring.backfill.yaml", "table: birds\nkey: id\nset: \"ringed = true\"\nbatch: 2\n");
            running.migrate();
            Set<Object> told = new TreeSet<>();
            BackfillListener afterEachPage = new BackfillListener() {
                @Override
                public void progressed(Migration migration, Progress progress) {
                    int done = Math.toIntExact(progress.done());
                    Eventually.holds(
                            "it is told of " + done,
                            () -> Objects.equals(work(running).get("rows_done"), done));
                    assertThat(running.get("/metrics").body())
                            .contains("whimbrel_long_work_complete" + LABELS + "0\n")
                            .contains("whimbrel_long_work_rows_done" + LABELS + done + "\n")
                            .contains("whimbrel_long_work_rows_total" + LABELS + "6\n");
                    told.add(done);
                }
            };
            running.ask(whimbrel ->
                    whimbrel.backfills().run(BackfillOptions.defaults(), afterEachPage, new BackfillStop()));

            assertThat(told).containsExactly(2, 4, 6);
            Eventually.holds(
                    "it is complete", () -> "ready".equals(work(running).get("state")));
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> work(Running running) {
        List<Map<String, Object>> works =
                (List<Map<String, Object>>) running.json("/api/v1/status").getOrDefault("long_work", List.of());
        return works.get(0);
    }
}
