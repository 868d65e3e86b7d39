package dev.whimbrel.postgres;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.WhimbrelException;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.run.RunFailedException;
import dev.whimbrel.run.RunListener;
import dev.whimbrel.run.RunReport;
import dev.whimbrel.run.RunReport.StepResult;
import dev.whimbrel.testkit.Eventually;
import dev.whimbrel.testkit.catalog.Catalog;
import dev.whimbrel.testkit.contract.Project;
import dev.whimbrel.testkit.server.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A fresh database on which marked migrations run and something goes wrong, and the promise that must be kept then:
 *
 * <ol>
 *   <li>at every instant, a migration is applied if and only if its effect is there;
 *   <li>a run that says that it went through did, and one that failed tells truly how far it came;
 *   <li>the lock is free within seconds;
 *   <li>running again, without the fault, ends as a run without any fault: each effect once, the same catalog.
 * </ol>
 */
final class Trial implements AutoCloseable {

    private static final Duration SECONDS = Duration.ofSeconds(10);

    private static final String IS_MIGRATED = "SELECT to_regclass('whimbrel_applied') IS NOT NULL";

    /** One statement, so that history and effects are looked at in the same instant. */
    private static final String STATE = """
            SELECT coalesce(a.version, e.version), a.version IS NOT NULL AS applied, coalesce(e.marks, 0) AS marks
            FROM (SELECT version FROM whimbrel_applied) AS a
            FULL JOIN (SELECT version, count(*) AS marks FROM effect GROUP BY version) AS e USING (version)
            ORDER BY 1
            """;

    private static final String JOURNAL =
            """
            SELECT coalesce((SELECT statements_done FROM whimbrel_history WHERE version = '%1$s'
                             ORDER BY rank DESC LIMIT 1), 0) >= %2$d,
                   EXISTS (SELECT FROM effect WHERE version = '%1$s begun'),
                   coalesce((SELECT statements_done FROM whimbrel_history WHERE version = '%1$s'
                             ORDER BY rank DESC LIMIT 1), 0) >= %3$d,
                   EXISTS (SELECT FROM effect WHERE version = '%1$s')
            """.formatted(MarkedMigrations.JOURNALED, MarkedMigrations.FIRST_MARK, MarkedMigrations.LAST_MARK);

    private static final String OURS = "SELECT count(*) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND application_name = 'whimbrel'";

    private final PostgresTestDatabase database;
    private final Path folder;
    private final MarkedMigrations migrations;
    /** Kept, since connecting takes most of the time of a trial. */
    private @Nullable Connection watching;

    /** How a run ended. */
    private record End(Optional<RunReport> report, Optional<WhimbrelException> failure) {

        static End of(Supplier<RunReport> run) {
            try {
                return new End(Optional.of(run.get()), Optional.empty());
            } catch (RunFailedException e) {
                return new End(Optional.of(e.report()), Optional.of(e));
            } catch (WhimbrelException e) {
                return new End(Optional.empty(), Optional.of(e));
            }
        }

        List<String> done() {
            return report.map(Trial::versions).orElse(List.of());
        }

        /** {@return whether it says that it does not know how far it came} */
        boolean isUnknown() {
            return failure.isPresent()
                    && failure.get().problems().stream().map(Problem::code).anyMatch(ErrorCode.UNREACHABLE::equals);
        }
    }

    private Trial(PostgresTestDatabase database, Path folder, MarkedMigrations migrations) {
        this.database = database;
        this.folder = folder;
        this.migrations = migrations;
        database.execute(MarkedMigrations.LOG);
    }

    /** {@return a trial on the server that tests share} */
    static Trial of(Path folder, MarkedMigrations migrations) {
        return on(PostgresServer.shared(), folder, migrations);
    }

    static Trial on(PostgresServer server, Path folder, MarkedMigrations migrations) {
        return new Trial(new PostgresTestDatabase(server.createDatabase()), folder, migrations);
    }

    PostgresTestDatabase database() {
        return database;
    }

    /** {@return a project that reaches the database directly} */
    Project project() {
        return Project.of(folder, database.provider(), database.settings());
    }

    /** {@return a project that reaches the database at another port of this machine} */
    Project project(int port) {
        DatabaseSettings own = database.settings();
        DatabaseSettings other = new DatabaseSettings(
                own.name(),
                "postgresql://127.0.0.1:" + port + "/" + database.database().name(),
                own.user(),
                own.password());
        return Project.of(folder, database.provider(), other);
    }

    /** {@return a project that waits for the lock as long as a lock may outlive its process} */
    Project patient() {
        return project().with(settings -> settings.withLockWait(SECONDS));
    }

    /** Run while something goes wrong, and check all of the promise. {@return why it failed, if it did} */
    Optional<WhimbrelException> endure(Project run) {
        return endure(run, () -> {});
    }

    /** @param repair what comes between the run and the look at what it left, the end of a crash for example */
    Optional<WhimbrelException> endure(Project run, Runnable repair) {
        End end = End.of(run::migrate);
        repair.run();
        List<String> applied = check();
        checkTruth(end, applied);
        recover(end, applied);
        return end.failure();
    }

    private void checkTruth(End end, List<String> applied) {
        if (end.failure().isEmpty()) {
            assertThat(applied).as("a run that says that it went through").isEqualTo(migrations.versions());
        } else if (end.isUnknown()) {
            assertThat(applied).as("what it says is done, at least").containsAll(end.done());
        } else if (end.report().isPresent()) {
            assertThat(applied)
                    .as("what it says is done: " + end.failure().get())
                    .isEqualTo(end.done());
        }
    }

    private void recover(End end, List<String> applied) {
        List<String> again = runAgain();
        List<String> left = new ArrayList<>(migrations.versions());
        left.removeAll(applied);
        if (end.isUnknown()) {
            assertThat(left).as("what the next run has to do").containsAll(again);
        } else {
            assertThat(again).as("what the next run has to do").isEqualTo(left);
        }
    }

    /** Run again, and check that it ends as if nothing had happened. {@return what there was left to do} */
    List<String> runAgain() {
        RunReport report = patient().ask(whimbrel -> {
            RunReport again = whimbrel.migrate(UpOptions.defaults(), RunListener.NONE);
            assertThat(whimbrel.verify().values())
                    .allSatisfy(problems -> assertThat(problems).isEmpty());
            return again;
        });
        assertThat(check()).isEqualTo(migrations.versions());
        Eventually.holds("no connection is left", SECONDS, () -> query(OURS).equals(List.of(List.of("0"))));
        return versions(report);
    }

    /** {@return the versions that are applied, each of which has taken effect once, while no other has} */
    List<String> check() {
        if (query(IS_MIGRATED).equals(List.of(List.of("f")))) {
            assertThat(query("SELECT * FROM effect")).isEmpty();
            return List.of();
        }
        List<String> applied = new ArrayList<>();
        for (List<@Nullable String> row : query(STATE)) {
            String version = String.valueOf(row.get(0));
            boolean isApplied = "t".equals(row.get(1));
            boolean isOfJournaled =
                    migrations.journaled().filter(version::startsWith).isPresent();
            assertThat(row.get(2)).as("effects of " + version).isEqualTo("1");
            assertThat(isApplied).as(version + " is applied").isIn(true, !isOfJournaled);
            if (isApplied) {
                applied.add(version);
            }
        }
        if (migrations.journaled().isPresent()) {
            checkJournal();
        }
        return applied;
    }

    private void checkJournal() {
        List<@Nullable String> journal = query(JOURNAL).get(0);
        assertThat(journal.get(1))
                .as("the first mark is there as it is counted")
                .isEqualTo(journal.get(0));
        assertThat(journal.get(3)).as("the last mark is there as it is counted").isEqualTo(journal.get(2));
    }

    /** {@return everything the database consists of} */
    synchronized Catalog catalog() {
        try {
            return Catalog.ofPostgres(connection());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Do something during which nobody looks at the database. */
    synchronized void undisturbed(Runnable action) {
        action.run();
    }

    /** {@return the rows of a query} */
    synchronized List<List<@Nullable String>> query(String sql) {
        try (Statement statement = connection().createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<List<@Nullable String>> read = new ArrayList<>();
            while (rows.next()) {
                List<@Nullable String> row = new ArrayList<>();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    row.add(rows.getString(column));
                }
                read.add(row);
            }
            return read;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** {@return a connection; a server that crashed is waited for} */
    private Connection connection() throws SQLException {
        Connection open = watching;
        if (open == null || !open.isValid(10)) {
            Eventually.holds("the server takes connections", this::connects);
            open = requireNonNull(watching);
        }
        return open;
    }

    private boolean connects() {
        try {
            watching = database.connect();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    static List<String> versions(RunReport report) {
        return report.done().stream()
                .map(StepResult::step)
                .map(step -> step.migration().id().label())
                .toList();
    }

    @Override
    public void close() {
        try {
            if (watching != null) {
                watching.close();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            database.close();
        }
    }
}
