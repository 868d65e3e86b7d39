package dev.whimbrel.testkit.contract;

import dev.whimbrel.Settings;
import dev.whimbrel.Whimbrel;
import dev.whimbrel.backfill.BackfillListener;
import dev.whimbrel.backfill.BackfillOptions;
import dev.whimbrel.backfill.BackfillReport;
import dev.whimbrel.backfill.BackfillStop;
import dev.whimbrel.database.Database;
import dev.whimbrel.database.DatabaseProvider;
import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Health;
import dev.whimbrel.error.Problems;
import dev.whimbrel.history.History;
import dev.whimbrel.migration.Version;
import dev.whimbrel.plan.DownOptions;
import dev.whimbrel.plan.Plan;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.run.RunListener;
import dev.whimbrel.run.RunReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A folder of migrations and the database they are for. Each call opens a Whimbrel of its own, as each command does.
 * Immutable but for the folder.
 */
public final class Project {

    private final Path folder;
    private final DatabaseProvider provider;
    private final DatabaseSettings database;
    private final Settings settings;

    private Project(Path folder, DatabaseProvider provider, DatabaseSettings database, Settings settings) {
        this.folder = folder;
        this.provider = provider;
        this.database = database;
        this.settings = settings;
    }

    /** {@return a project that does not wait for others} */
    public static Project of(Path folder, DatabaseProvider provider, DatabaseSettings database) {
        Settings settings = Settings.defaults()
                .withMigrations(folder)
                .withDatabases(database)
                .withLockWait(Duration.ZERO);
        return new Project(folder, provider, database, settings);
    }

    /** {@return the same folder with other settings} */
    public Project with(UnaryOperator<Settings> change) {
        return new Project(folder, provider, database, change.apply(settings));
    }

    /** Write a script, anew if it is there already. */
    public Project write(String script, String... lines) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(script), String.join("\n", lines) + "\n");
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Project delete(String script) {
        try {
            Files.delete(folder.resolve(script));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return a Whimbrel, to be closed by the caller} */
    public Whimbrel open() {
        return Whimbrel.of(settings, List.of(provider));
    }

    public <T> T ask(Function<Whimbrel, T> question) {
        try (Whimbrel whimbrel = open()) {
            return question.apply(whimbrel);
        }
    }

    public RunReport migrate() {
        return migrate(UpOptions.defaults());
    }

    public RunReport migrate(UpOptions options) {
        return migrate(options, RunListener.NONE);
    }

    public RunReport migrate(UpOptions options, RunListener listener) {
        return ask(whimbrel -> whimbrel.migrate(options, listener));
    }

    public RunReport down(DownOptions options) {
        return ask(whimbrel -> whimbrel.down(options, RunListener.NONE));
    }

    /** {@return what came of the long work that has begun} */
    public List<BackfillReport> backfill() {
        return backfill(BackfillOptions.defaults());
    }

    public List<BackfillReport> backfill(BackfillOptions options) {
        return backfill(options, BackfillListener.NONE);
    }

    public List<BackfillReport> backfill(BackfillOptions options, BackfillListener listener) {
        return backfill(options, listener, new BackfillStop());
    }

    public List<BackfillReport> backfill(BackfillOptions options, BackfillListener listener, BackfillStop stop) {
        return ask(whimbrel -> whimbrel.backfills().run(options, listener, stop));
    }

    /** {@return what keeps readers from being pointed at the vectors of that version} */
    public Problems switchTo(String version) {
        return ask(whimbrel -> whimbrel.backfills().switchTo(Version.of(version)));
    }

    public Problems switchBack(String name) {
        return ask(whimbrel -> whimbrel.backfills().switchBack(name));
    }

    public Problems contract(String version) {
        return ask(whimbrel -> whimbrel.backfills().contract(Version.of(version)));
    }

    public Plan plan() {
        return ask(whimbrel -> whimbrel.plan(UpOptions.defaults()));
    }

    public Problems validate() {
        return ask(Whimbrel::validate);
    }

    /** {@return what of the promises is not kept} */
    public Problems verify() {
        return ask(Whimbrel::verify).getOrDefault(database.name(), Problems.NONE);
    }

    public Health health() {
        return ask(Whimbrel::health).get(0);
    }

    public History history() {
        try (Database opened = provider.open(database, settings.timeouts())) {
            return opened.history();
        }
    }
}
