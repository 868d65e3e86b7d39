package dev.whimbrel.sqlite;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.whimbrel.database.Timeouts;
import dev.whimbrel.error.DatabaseException;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.plan.DownOptions;
import dev.whimbrel.plan.Step;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.run.RunFailedException;
import dev.whimbrel.run.RunListener;
import dev.whimbrel.testkit.contract.Project;
import dev.whimbrel.testkit.contract.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file itself: absent, unreadable, read-only, or in use. */
final class SqliteFilesIT {

    @TempDir
    @Nullable
    Path home;

    private SqliteFile file() {
        return new SqliteFile(requireNonNull(home).resolve("birds.db"));
    }

    private Project project(SqliteFile file) {
        return Project.of(requireNonNull(home).resolve("migrations"), file.provider(), file.settings())
                .write("001_bird.sql", "CREATE TABLE bird (id INTEGER PRIMARY KEY);");
    }

    private List<String> files() {
        try (Stream<Path> files = Files.list(requireNonNull(home))) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void createsNoFileByLooking() {
        Project project = project(file());

        assertThat(project.plan().steps()).hasSize(1);
        project.ask(whimbrel -> whimbrel.plan(DownOptions.last(1)));
        assertThat(project.validate()).isEmpty();
        assertThat(project.verify()).isEmpty();
        assertThat(project.health().details()).containsEntry("exists", "not yet");

        assertThat(files()).containsExactly("migrations");
    }

    @Test
    void createsTheFileByMigrating() {
        project(file()).migrate();

        assertThat(files()).contains("birds.db");
        assertThat(file().query("SELECT count(*) FROM bird")).containsExactly("0");
    }

    @Test
    void refusesAFileInAFolderThatDoesNotExist() {
        Path folder = requireNonNull(home).resolve("nowhere");
        Project project = project(new SqliteFile(folder.resolve("birds.db")));

        Problem problem = Refusal.problem(DatabaseException.class, project::migrate);

        assertThat(problem.code()).isEqualTo(ErrorCode.UNREACHABLE);
        assertThat(problem.why()).contains("folder does not exist");
        assertThat(project.health().isUp()).isFalse();
        assertThat(folder).doesNotExist();
    }

    @Test
    void refusesAFileThatIsNoDatabase() throws IOException {
        Files.writeString(file().path(), "Once upon a time there was a whimbrel.\n".repeat(40));
        Project project = project(file());

        Problem problem = Refusal.problem(DatabaseException.class, project::migrate);

        assertThat(problem.code()).isEqualTo(ErrorCode.UNREACHABLE);
        assertThat(problem.what()).contains("birds.db is not an SQLite database");
        assertThat(project.health().problems()).extracting(Problem::code).containsExactly(ErrorCode.UNREACHABLE);
        assertThat(file().path()).content().startsWith("Once upon a time");
    }

    @Test
    void refusesAReadOnlyFile() throws IOException {
        Project project = project(file());
        project.migrate();
        project.write("002_nest.sql", "CREATE TABLE nest (id INTEGER PRIMARY KEY);");
        assertThat(file().path().toFile().setWritable(false)).isTrue();
        assumeFalse(Files.isWritable(file().path()), "this user may write to any file, as root may");

        Problem problem = Refusal.problem(DatabaseException.class, project::migrate);

        assertThat(problem.code()).isEqualTo(ErrorCode.READ_ONLY);
        assertThat(project.health().problems()).extracting(Problem::code).containsExactly(ErrorCode.READ_ONLY);
        assertThat(project.plan().steps()).hasSize(1);
    }

    @Test
    void reportsADamagedFile() throws IOException {
        Project project = project(file()).write("002_data.sql", "INSERT INTO bird VALUES (1), (2);");
        project.migrate();
        byte[] bytes = Files.readAllBytes(file().path());
        int root = Integer.parseInt(file().query("SELECT rootpage FROM sqlite_master WHERE name = 'bird'")
                .get(0));
        Arrays.fill(bytes, (root - 1) * 4096, root * 4096, (byte) 77);
        Files.write(file().path(), bytes);

        assertThat(project.verify()).singleElement().satisfies(problem -> assertThat(problem.what())
                .contains("is damaged"));
    }

    @Test
    void givesUpOnAFileThatAnotherProgramKeepsWriting() throws SQLException {
        Project hasty = project(file()).with(settings -> settings.withTimeouts(impatient()));
        hasty.migrate();
        hasty.write("002_nest.sql", "CREATE TABLE nest (id INTEGER PRIMARY KEY);");

        try (Connection other = file().connect();
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            Problem problem = Refusal.problem(RunFailedException.class, hasty::migrate);
            assertThat(problem.code()).isEqualTo(ErrorCode.LOCK_TIMEOUT);
            assertThat(problem.what()).contains("002_nest.sql");
            statement.execute("ROLLBACK");
        }

        assertThat(hasty.migrate().done()).hasSize(1);
    }

    private static Timeouts impatient() {
        return Timeouts.defaults().withLock(Duration.ofMillis(10)).withRetries(1);
    }

    @Test
    void waitsForAProgramThatWritesForAMoment() throws Exception {
        Project project = project(file());
        project.migrate();
        project.write("002_more.sql", "INSERT INTO bird SELECT max(id) + 1 FROM bird;");
        CompletableFuture<Boolean> committed = new CompletableFuture<>();

        try (Connection other = file().connect();
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            statement.execute("INSERT INTO bird VALUES (41)");
            project.migrate(UpOptions.defaults(), new RunListener() {
                @Override
                public void stepStarted(Step step) {
                    committed.completeAsync(() -> execute(statement, "COMMIT"));
                }
            });
            assertThat(committed.get(60, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(file().query("SELECT id FROM bird ORDER BY id")).containsExactly("41", "42");
    }

    private static boolean execute(Statement statement, String sql) {
        try {
            return !statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
