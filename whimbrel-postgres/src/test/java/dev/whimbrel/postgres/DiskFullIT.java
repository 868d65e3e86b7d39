package dev.whimbrel.postgres;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.whimbrel.testkit.contract.Project;
import dev.whimbrel.testkit.proxy.Fault;
import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.PrivatePostgres;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Files cannot grow any more. Instead of a full disk, which only an administrator could make, one process of the server is
 * forbidden to write a file beyond a limit: {@code prlimit} of util-linux does that to a process that runs.
 */
@Tag("slow")
final class DiskFullIT extends FaultTest {

    /** The size of a segment of the write-ahead log: only tables and indexes outgrow it. */
    private static final int SEGMENT = 16 << 20;

    /** Less than that, so that the write-ahead log cannot be written, at which the server crashes. */
    private static final int LITTLE = 1 << 20;

    private static final String WORKER = "SELECT pid FROM pg_stat_activity"
            + " WHERE application_name = 'whimbrel' AND datname = current_database()"
            + " AND pid NOT IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND classid = 1464355149)";

    private static @Nullable PrivatePostgres own;

    @BeforeAll
    static void startServer() {
        own = PostgresServer.start(Map.of());
    }

    @AfterAll
    static void stopServer() {
        requireNonNull(own).close();
    }

    @Override
    PostgresServer server() {
        return requireNonNull(own).server();
    }

    @BeforeEach
    void requirePrlimit() throws InterruptedException {
        try {
            new ProcessBuilder("prlimit", "--version").start().waitFor();
        } catch (IOException e) {
            abort("there is no prlimit to limit files with: " + e.getMessage());
        }
    }

    /** A table of 24 MB, and an index on it that is nearly as large. */
    @Override
    MarkedMigrations write(Project project) {
        MarkedMigrations migrations = MarkedMigrations.ofEveryKind(project);
        project.delete("002_small.sql")
                .write(
                        "002_grows.sql",
                        "CREATE TABLE nest_002 (song text);",
                        MarkedMigrations.mark("002"),
                        "INSERT INTO nest_002 SELECT repeat(md5(i::text), 4) FROM generate_series(1, 150000) i;");
        project.write(
                "005_index.sql",
                MarkedMigrations.table("005"),
                MarkedMigrations.mark("005 begun"),
                "CREATE UNIQUE INDEX CONCURRENTLY by_song ON nest_002 (song);",
                "VACUUM nest_005;",
                MarkedMigrations.mark("005"));
        return migrations;
    }

    private void limitFiles(Trial trial, int bytes) {
        trial.query(WORKER)
                .forEach(row -> requireNonNull(own).limitFiles(Long.parseLong(String.valueOf(row.get(0))), bytes));
    }

    @Test
    void leavesNothingHalfDoneWhenTablesAndIndexesCannotGrow() {
        FaultForm.spread(traffic(WORK).exchanges(), 3)
                .forEach(exchange -> endure(
                        trial -> Fault.beforeExchange(WORK, exchange.intValue(), () -> limitFiles(trial, SEGMENT))));
    }

    @Test
    void leavesNothingHalfDoneWhenTheLogCannotBeWritten() {
        FaultForm.spread(traffic(WORK).exchanges(), 2)
                .forEach(exchange -> endure(
                        trial -> Fault.beforeExchange(WORK, exchange.intValue(), () -> limitFiles(trial, LITTLE))));
    }
}
