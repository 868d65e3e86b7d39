package dev.whimbrel.testkit.contract;

import static java.util.Objects.requireNonNull;

import dev.whimbrel.history.HistoryEntry;
import dev.whimbrel.migration.MigrationId;
import dev.whimbrel.migration.Version;
import dev.whimbrel.plan.MigrationStatus;
import dev.whimbrel.plan.State;
import dev.whimbrel.run.RunReport;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What the parts of the contract share: a fresh database and an empty folder for each test. */
abstract class DatabaseContract {

    @TempDir
    @Nullable
    Path home;

    private @Nullable ContractDatabase database;
    private @Nullable Project project;

    /** {@return a fresh, empty database; files of it may be put into {@code home}} */
    protected abstract ContractDatabase create(Path home);

    @BeforeEach
    void createDatabase() {
        Path folder = requireNonNull(home);
        ContractDatabase created = create(folder);
        database = created;
        project = Project.of(folder.resolve("migrations"), created.provider(), created.settings());
    }

    @AfterEach
    void closeDatabase() {
        if (database != null) {
            database.close();
        }
    }

    final ContractDatabase database() {
        return requireNonNull(database);
    }

    final Dialect dialect() {
        return database().dialect();
    }

    final Project project() {
        return requireNonNull(project);
    }

    /** {@return another folder for the same database} */
    final Project otherProject() {
        return Project.of(
                requireNonNull(home).resolve("other"),
                database().provider(),
                database().settings());
    }

    final List<String> query(String sql) {
        return database().query(sql);
    }

    final List<String> catalog() {
        return query(dialect().catalog());
    }

    /** {@return what people see of the history} */
    final List<String> view() {
        return query("SELECT version, filename FROM whimbrel_applied ORDER BY applied_at, version");
    }

    /** {@return the labels of the migrations that went through} */
    static List<String> done(RunReport report) {
        return report.done().stream()
                .map(result -> result.step().migration().id().label())
                .toList();
    }

    final MigrationStatus status(MigrationId id) {
        return project().plan().statuses().stream()
                .filter(status -> status.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    final State state(String version) {
        return status(id(version)).state();
    }

    final HistoryEntry lastEntry() {
        List<HistoryEntry> entries = project().history().entries();
        return entries.get(entries.size() - 1);
    }

    static MigrationId id(String version) {
        return MigrationId.of(Version.of(version));
    }
}
