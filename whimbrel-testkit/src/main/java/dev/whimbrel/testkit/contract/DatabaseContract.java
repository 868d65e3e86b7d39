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

    /** {@return the name of a script in the language of the database} */
    final String file(String name) {
        return name + "." + dialect().extension();
    }

    final String create(String thing) {
        return dialect().create(thing);
    }

    final String createStory() {
        return dialect().createStory();
    }

    final String next(String title) {
        return dialect().next(title);
    }

    /** {@return a statement that is refused when it runs} */
    final String refused() {
        return dialect().refused("nowhere");
    }

    final List<String> catalog() {
        return database().catalog();
    }

    final List<String> story() {
        return database().story();
    }

    /** {@return what people see of the history} */
    final List<String> view() {
        return database().applied();
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
