package dev.whimbrel.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.run.RunFailedException;
import dev.whimbrel.run.RunReport;
import dev.whimbrel.testkit.contract.Project;
import dev.whimbrel.testkit.contract.Refusal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What happens to a file when processes are killed, many start at once, or the disk is full: a migration is applied if and
 * only if its effect is there, the file is intact, and running again ends as a run without any fault.
 *
 * <p>The system property {@code whimbrel.faults=long} makes it try many more; docs/testing.md has the command.
 */
final class SqliteFaultIT {

    private static final List<String> VERSIONS = List.of("001", "002", "003", "004", "005", "006", "007");

    /** Those that run statement by statement, and for each what is possible: statements done, marks that are there. */
    private static final Map<String, List<String>> JOURNALED = Map.of(
            "004", List.of("0|0", "1|1", "2|1", "3|1", "4|2"),
            "006", List.of("0|0", "1|1", "2|1", "3|1"));

    private static final long SEED = Long.getLong("whimbrel.faults.seed", 20_260_114);
    private static final boolean IS_LONG = "long".equals(System.getProperty("whimbrel.faults"));
    private static final int KILLS = IS_LONG ? 500 : 6;
    private static final int AT_ONCE = IS_LONG ? 32 : 8;
    private static final long SECONDS = 120;
    private static final Duration LONGEST_DELAY = Duration.ofMillis(4);

    private static final String LOG = "CREATE TABLE effect (version TEXT NOT NULL)";

    private static final String CATALOG = "SELECT type, name, sql FROM sqlite_master"
            + " WHERE name NOT LIKE 'whimbrel%' AND name NOT LIKE 'sqlite%' ORDER BY 1, 2";

    private static final String EFFECTS = "SELECT version, count(*) FROM effect GROUP BY version ORDER BY version";

    private static final String JOURNAL = "SELECT coalesce((SELECT statements_done FROM whimbrel_history"
            + " WHERE version = '%1$s' ORDER BY rank DESC LIMIT 1), 0),"
            + " (SELECT count(*) FROM effect WHERE version LIKE '%1$s%%')";

    @TempDir
    @Nullable
    Path home;

    private Path folder() {
        return requireNonNull(home).resolve("migrations");
    }

    private SqliteFile file(String name) {
        return new SqliteFile(requireNonNull(home).resolve(name + ".db"));
    }

    private SqliteFile fresh(String name) {
        SqliteFile file = file(name);
        file.execute(LOG);
        return file;
    }

    private Project project(SqliteFile file) {
        return Project.of(folder(), file.provider(), file.settings())
                .with(settings -> settings.withLockWait(Duration.ofSeconds(10)));
    }

    private static String mark(String version) {
        return "INSERT INTO effect VALUES ('" + version + "');";
    }

    @BeforeEach
    void writeScripts() {
        project(file("none"))
                .write("001_bird.sql", "CREATE TABLE bird (id INTEGER PRIMARY KEY, song TEXT);", mark("001"))
                .write(
                        "002_birds.sql",
                        mark("002"),
                        "INSERT INTO bird (song) WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n"
                                + " WHERE i < 30000) SELECT 'song ' || i FROM n;",
                        "CREATE INDEX by_song ON bird (song);")
                .write(
                        "003_rebuild.sql",
                        "PRAGMA foreign_keys = OFF;",
                        "CREATE TABLE new_bird (id INTEGER PRIMARY KEY, song TEXT NOT NULL);",
                        mark("003"),
                        "INSERT INTO new_bird SELECT id, song FROM bird;",
                        "DROP TABLE bird;",
                        "ALTER TABLE new_bird RENAME TO bird;",
                        "PRAGMA foreign_keys = ON;")
                .write(
                        "004_vacuum.sql",
                        mark("004 begun"),
                        "DELETE FROM bird WHERE id > 20000;",
                        "VACUUM;",
                        mark("004"))
                .write("005_nest.sql", "CREATE TABLE nest (id INTEGER);", mark("005"))
                .write("006_wal.sql", mark("006"), "CREATE TABLE egg (id INTEGER);", "PRAGMA journal_mode = WAL;")
                .write("007_last.sql", "UPDATE bird SET song = song || '!';", mark("007"));
    }

    /** {@return the versions that are applied} */
    private static List<String> check(SqliteFile file) {
        assertThat(file.query("PRAGMA integrity_check")).containsExactly("ok");
        if (file.query("SELECT 1 FROM sqlite_master WHERE name = 'whimbrel_applied'")
                .isEmpty()) {
            assertThat(file.query(EFFECTS)).isEmpty();
            return List.of();
        }
        List<String> applied = file.query("SELECT version FROM whimbrel_applied ORDER BY version");
        List<String> expected = new ArrayList<>();
        VERSIONS.stream()
                .filter(version -> applied.contains(version) && !JOURNALED.containsKey(version))
                .forEach(version -> expected.add(version + "|1"));
        assertThat(file.query("SELECT version, count(*) FROM effect WHERE version NOT LIKE '004%'"
                        + " AND version <> '006' GROUP BY version ORDER BY version"))
                .isEqualTo(expected);
        JOURNALED.forEach((version, possible) -> assertThat(file.query(JOURNAL.formatted(version)))
                .as("statements and marks of " + version)
                .containsAnyElementsOf(possible));
        return applied;
    }

    private void checkEnd(SqliteFile file, SqliteFile clean) {
        assertThat(check(file)).isEqualTo(VERSIONS);
        assertThat(file.query(EFFECTS)).isEqualTo(clean.query(EFFECTS));
        assertThat(file.query(CATALOG)).isEqualTo(clean.query(CATALOG));
        assertThat(file.query("SELECT count(*), max(song) FROM bird"))
                .isEqualTo(clean.query("SELECT count(*), max(song) FROM bird"));
        assertThat(project(file).verify()).isEmpty();
    }

    private SqliteFile clean() {
        SqliteFile clean = fresh("clean");
        project(clean).migrate();
        checkEnd(clean, clean);
        return clean;
    }

    private static BufferedReader output(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    private int countEvents() throws IOException, InterruptedException {
        Process process = Migrate.start(folder(), fresh("counted").path(), List.of());
        try (BufferedReader lines = output(process)) {
            int count = Math.toIntExact(lines.lines().count());
            assertThat(process.waitFor()).isZero();
            return count;
        }
    }

    private static void killAfter(Process process, int event, Duration delay) throws IOException, InterruptedException {
        try (BufferedReader lines = output(process)) {
            for (int i = 0; i < event; i++) {
                assertThat(lines.readLine()).as("event " + i).isNotNull();
            }
            LockSupport.parkNanos(delay.toNanos());
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void survivesAKillAnywhere() throws Exception {
        SqliteFile clean = clean();
        int events = countEvents();
        Random random = new Random(SEED);
        for (int kill = 0; kill < KILLS; kill++) {
            int event = kill * events / KILLS;
            Duration delay = Duration.ofNanos(random.nextLong(LONGEST_DELAY.toNanos()));
            SqliteFile file = fresh("killed" + kill);
            try {
                killAfter(Migrate.start(folder(), file.path(), List.of()), event, delay);
                check(file);
                project(file).migrate();
                checkEnd(file, clean);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + SEED + ", killed " + delay + " after event " + event, e);
            }
            Files.delete(file.path());
        }
    }

    @Test
    void letsOneOfManyProcessesApply() throws Exception {
        SqliteFile clean = clean();
        SqliteFile file = fresh("contended");
        List<Process> processes = new ArrayList<>();
        try {
            for (int i = 0; i < AT_ONCE; i++) {
                processes.add(Migrate.start(folder(), file.path(), List.of()));
            }
            for (Process process : processes) {
                assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isZero();
            }
        } finally {
            processes.forEach(Process::destroyForcibly);
        }

        checkEnd(file, clean);
        assertThat(file.query("SELECT count(*) FROM whimbrel_history")).containsExactly("" + VERSIONS.size());
    }

    @Test
    void leavesNothingOfAMigrationThatFillsTheDisk() {
        SqliteFile file = fresh("full");
        Project project = project(file)
                .write(
                        "002_birds.sql",
                        "PRAGMA max_page_count = 40;",
                        mark("002"),
                        "INSERT INTO bird (song) WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n"
                                + " WHERE i < 30000) SELECT 'song ' || i FROM n;");

        RunFailedException full = Refusal.of(RunFailedException.class, project::migrate);

        assertThat(full.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ErrorCode.MIGRATION_FAILED);
            assertThat(problem.what()).contains("SQLITE_FULL");
        });
        assertThat(check(file)).containsExactly("001");
        writeScripts();
        assertThat(versions(project.migrate())).isEqualTo(VERSIONS.subList(1, VERSIONS.size()));
        checkEnd(file, clean());
    }

    /** The file outgrows what its process may write, in the middle of a transaction, in VACUUM, or at the end. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "ulimit, which bounds the file, is of the POSIX shell")
    void survivesWritesThatAreRefused() throws Exception {
        SqliteFile clean = clean();
        SqliteFile file = fresh("limited");
        project(file)
                .write(
                        "002_birds.sql",
                        mark("002"),
                        "INSERT INTO bird (song) WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n"
                                + " WHERE i < 30000) SELECT 'song ' || i || '" + "~".repeat(300) + "' FROM n;",
                        "UPDATE bird SET song = substr(song, 1, length(song) - 300);",
                        "CREATE INDEX by_song ON bird (song);");
        int refused = 0;
        for (int blocks : IntStream.iterate(8_000, limit -> limit < 40_000, limit -> limit + (IS_LONG ? 1_000 : 8_000))
                .toArray()) {
            Process process = Migrate.start(
                    folder(), file.path(), List.of("sh", "-c", "ulimit -f " + blocks + "; exec \"$@\"", "sh"));
            try (BufferedReader lines = output(process)) {
                refused += lines.lines().anyMatch(line -> line.contains("SQLITE_IOERR")) ? 1 : 0;
            }
            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
            check(file);
        }
        assertThat(refused).as("runs that met the limit").isPositive();

        project(file).migrate();
        checkEnd(file, clean);
    }

    private static List<String> versions(RunReport report) {
        return report.done().stream()
                .map(result -> result.step().migration().id().label())
                .toList();
    }
}
