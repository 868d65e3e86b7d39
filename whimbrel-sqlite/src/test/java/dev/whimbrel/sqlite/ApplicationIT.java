package dev.whimbrel.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.Settings;
import dev.whimbrel.Whimbrel;
import dev.whimbrel.error.DisagreementException;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import dev.whimbrel.error.TimelineException;
import dev.whimbrel.migration.JavaMigration;
import dev.whimbrel.migration.Version;
import dev.whimbrel.plan.DownOptions;
import dev.whimbrel.run.RunFailedException;
import dev.whimbrel.run.RunListener;
import dev.whimbrel.testkit.contract.Refusal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** What an application hands over: its DataSource, and migrations written in Java. */
final class ApplicationIT {

    private final SQLiteDataSource source = new SQLiteDataSource();

    @BeforeEach
    void nameTheFile(@TempDir Path home) {
        source.setUrl("jdbc:sqlite:" + home.resolve("app.db"));
    }

    private interface Work {
        void run(Connection connection, Statement statement) throws Exception;
    }

    private record Written(Version version, String checksum, Work work) implements JavaMigration {

        Written(String version, Work work) {
            this(Version.of(version), "1", work);
        }

        @Override
        public String description() {
            return "written in Java";
        }

        @Override
        public void migrate(Connection connection) throws Exception {
            try (Statement statement = connection.createStatement()) {
                work.run(connection, statement);
            }
        }
    }

    private static final Written FIRST =
            new Written("1", (connection, statement) -> statement.execute("CREATE TABLE bird (id int)"));

    private Whimbrel whimbrel(JavaMigration... migrations) {
        return Whimbrel.of(Settings.defaults()
                .withMigrations(new String[0])
                .withDataSource(source)
                .withJavaMigrations(migrations));
    }

    private List<String> ask(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? List.of(String.valueOf(row.getString(1))) : List.of();
        }
    }

    @Test
    void migratesWithJavaAlone() throws SQLException {
        try (Whimbrel whimbrel = whimbrel(FIRST)) {
            assertThat(whimbrel.migrate().done()).hasSize(1);
            assertThat(whimbrel.migrate().done()).isEmpty();
            assertThat(Refusal.problem(
                                    SettingsException.class, () -> whimbrel.down(DownOptions.last(1), RunListener.NONE))
                            .code())
                    .isEqualTo(ErrorCode.NO_DOWN_SCRIPT);
        }
        assertThat(ask("SELECT count(*) FROM bird")).containsExactly("0");
    }

    @Test
    void leavesTheTransactionToWhoeverBeganIt() throws SQLException {
        Written commits = new Written("2", (connection, statement) -> {
            statement.execute("INSERT INTO bird VALUES (1)");
            connection.commit();
        });
        Written ends = new Written("2", (connection, statement) -> statement.execute("COMMIT"));
        for (Written wrong : List.of(commits, ends)) {
            try (Whimbrel whimbrel = whimbrel(FIRST, wrong)) {
                Problem problem = Refusal.problem(RunFailedException.class, whimbrel::migrate);
                assertThat(problem.why()).contains("transaction");
            }
        }
        assertThat(ask("SELECT count(*) FROM bird")).containsExactly("0");
        assertThat(ask("SELECT max(version) FROM whimbrel_applied")).containsExactly("1");
    }

    @Test
    void noticesAnotherChecksum() {
        try (Whimbrel whimbrel = whimbrel(FIRST)) {
            whimbrel.migrate();
        }
        try (Whimbrel whimbrel = whimbrel(new Written(Version.of("1"), "2", FIRST.work()))) {
            assertThat(Refusal.problem(DisagreementException.class, whimbrel::migrate)
                            .code())
                    .isEqualTo(ErrorCode.CHANGED);
        }
    }

    @Test
    void refusesAVersionThatIsTaken() {
        try (Whimbrel whimbrel = whimbrel(FIRST, new Written("1.0", FIRST.work()))) {
            assertThat(Refusal.problem(TimelineException.class, whimbrel::migrate)
                            .code())
                    .isEqualTo(ErrorCode.DUPLICATE_VERSION);
        }
    }
}
