package dev.whimbrel.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.Settings;
import dev.whimbrel.Whimbrel;
import dev.whimbrel.error.LockedException;
import dev.whimbrel.migration.JavaMigration;
import dev.whimbrel.migration.Version;
import dev.whimbrel.plan.Step;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.run.RunFailedException;
import dev.whimbrel.run.RunListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** The code of docs/library.md: each piece there stands here, too, and runs. */
final class LibraryPageIT {

    private static final Path PAGE = Path.of("../docs/library.md");
    private static final Path THIS = Path.of("src/test/java/dev/whimbrel/sqlite/LibraryPageIT.java");
    private static final Pattern CODE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private final SQLiteDataSource dataSource = new SQLiteDataSource();
    private final List<String> logged = new ArrayList<>();

    @BeforeEach
    void nameTheFile(@TempDir Path home) {
        dataSource.setUrl("jdbc:sqlite:" + home.resolve("app.db"));
    }

    private void log(String line) {
        logged.add(line);
    }

    private String firstName() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT first FROM person")) {
            return String.valueOf(row.getString(1));
        }
    }

    @Test
    void standsHere() throws IOException {
        String code = compact(Files.readString(THIS));
        List<String> pieces = CODE.matcher(Files.readString(PAGE))
                .results()
                .map((MatchResult piece) -> piece.group(1))
                .toList();
        assertThat(pieces).hasSize(5).allSatisfy(piece -> assertThat(code).contains(compact(piece)));
    }

    private static String compact(String code) {
        return code.replaceAll("\\s", "");
    }

    @Test
    void migrates() throws SQLException {
        Settings settings =
                Settings.defaults().withMigrations("classpath:db/migration").withDataSource(dataSource);
        try (Whimbrel whimbrel = Whimbrel.of(settings)) {
            whimbrel.migrate();
        }
        assertThat(firstName()).isEqualTo("null");
    }

    @Test
    void tellsWhatWentThrough() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE person (id int)");
        }
        Settings settings =
                Settings.defaults().withMigrations("classpath:db/migration").withDataSource(dataSource);
        try (Whimbrel whimbrel = Whimbrel.of(settings)) {
            whimbrel.migrate();
        } catch (LockedException e) {
            // another process migrates, and took longer than settings.withLockWait(…) allows
        } catch (RunFailedException e) {
            log(e.report().done().size() + " went through; " + e.problems());
        }
        assertThat(logged).singleElement().asString().contains("0 went through", "WB-0506");
    }

    static final class SplitNames implements JavaMigration {

        @Override
        public Version version() {
            return Version.of("2");
        }

        @Override
        public String description() {
            return "split names";
        }

        @Override
        public String checksum() {
            return "1";
        }

        @Override
        public void migrate(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("UPDATE person SET first = substr(name, 1, instr(name, ' ') - 1)");
            }
        }
    }

    @Test
    void runsJavaAndTellsListeners() throws SQLException {
        Settings settings = Settings.defaults()
                .withMigrations("classpath:db/migration")
                .withDataSource(dataSource)
                .withJavaMigrations(new SplitNames());
        try (Whimbrel whimbrel = Whimbrel.of(settings)) {
            RunListener listener = new RunListener() {
                @Override
                public void stepDone(Step step, Duration duration) {
                    log(step.script().name() + " took " + duration.toMillis() + " ms");
                }
            };
            whimbrel.migrate(UpOptions.defaults(), listener);
        }
        assertThat(firstName()).isEqualTo("Ada");
        assertThat(logged).hasSize(2);
        assertThat(logged.get(1)).startsWith(SplitNames.class.getName() + " took ");
    }
}
