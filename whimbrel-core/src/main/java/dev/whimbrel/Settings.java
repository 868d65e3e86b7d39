package dev.whimbrel;

import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Databases;
import dev.whimbrel.database.Timeouts;
import dev.whimbrel.embedding.provider.Models;
import dev.whimbrel.migration.JavaMigration;
import dev.whimbrel.source.ClassPathFolder;
import dev.whimbrel.source.Embedded;
import dev.whimbrel.source.LeftOut;
import dev.whimbrel.source.Placeholders;
import dev.whimbrel.source.ScriptTarget;
import dev.whimbrel.source.TimelineReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Everything a Whimbrel needs to know. Immutable; several may live in one process.
 *
 * @param migrations the folders to read, in order
 * @param databases the databases to migrate
 * @param leftOut the databases that share the folders and are not to be migrated: their scripts are passed over
 * @param lockWait how long to wait while another process migrates
 * @param timeouts how long to wait for other users of the tables
 * @param placeholders what scripts may use as {@code ${name}}
 * @param models embedding models that migrations may name
 * @param embedded migrations that the application brings along with its classes
 */
public record Settings(
        List<Path> migrations,
        List<DatabaseSettings> databases,
        LeftOut leftOut,
        Duration lockWait,
        Timeouts timeouts,
        Placeholders placeholders,
        Models models,
        Embedded embedded) {

    /** Settings for migrations on disk. */
    public Settings(
            List<Path> migrations,
            List<DatabaseSettings> databases,
            LeftOut leftOut,
            Duration lockWait,
            Timeouts timeouts,
            Placeholders placeholders,
            Models models) {
        this(migrations, databases, leftOut, lockWait, timeouts, placeholders, models, Embedded.NONE);
    }

    public Settings {
        migrations = List.copyOf(migrations);
        databases = List.copyOf(databases);
        if (lockWait.isNegative()) {
            throw new IllegalArgumentException("lock.wait must not be negative: " + lockWait);
        }
        long names = databases.stream().map(DatabaseSettings::name).distinct().count();
        if (names != databases.size()) {
            throw new IllegalArgumentException("two databases have the same name");
        }
    }

    /** {@return settings with the folder {@code migrations}, no database yet, and 60 s of patience} */
    public static Settings defaults() {
        return new Settings(
                List.of(Path.of("migrations")),
                List.of(),
                LeftOut.NONE,
                Duration.ofSeconds(60),
                Timeouts.defaults(),
                Placeholders.NONE,
                Models.NONE);
    }

    /** {@return a reader of the folders, for these databases} */
    public TimelineReader timelineReader(Databases open) {
        return new TimelineReader(
                migrations,
                open.all().stream()
                        .map(database -> new ScriptTarget(database.name(), database.language()))
                        .toList(),
                leftOut,
                placeholders,
                embedded);
    }

    public Settings withMigrations(Path... folders) {
        return new Settings(List.of(folders), databases, leftOut, lockWait, timeouts, placeholders, models, embedded);
    }

    /** {@return settings with these folders, on disk or, as in {@code classpath:db/migration}, on the class path} */
    public Settings withMigrations(String... locations) {
        Predicate<String> onClassPath = location -> location.startsWith(ClassPathFolder.PREFIX);
        return withMigrations(Stream.of(locations)
                        .filter(onClassPath.negate())
                        .map(Path::of)
                        .toArray(Path[]::new))
                .withEmbedded(embedded.withFolders(Stream.of(locations)
                        .filter(onClassPath)
                        .map(ClassPathFolder::of)
                        .toList()));
    }

    /** {@return settings with these besides those that are there} */
    public Settings withJavaMigrations(JavaMigration... more) {
        return withEmbedded(embedded.and(more));
    }

    public Settings withEmbedded(Embedded other) {
        return new Settings(migrations, databases, leftOut, lockWait, timeouts, placeholders, models, other);
    }

    public Settings withDatabases(DatabaseSettings... others) {
        return new Settings(migrations, List.of(others), leftOut, lockWait, timeouts, placeholders, models, embedded);
    }

    /** {@return settings that pass over the scripts of these databases} */
    public Settings withLeftOut(LeftOut others) {
        return new Settings(migrations, databases, others, lockWait, timeouts, placeholders, models, embedded);
    }

    /** {@return settings for one database of the name {@code main}} */
    public Settings withDatabase(String url) {
        return withDatabases(DatabaseSettings.of("main", url));
    }

    /**
     * {@return settings for the one database of an application, by the name {@code main}}
     *
     * @throws dev.whimbrel.error.DatabaseException if it gives no connection, of which one is needed to ask where it leads
     */
    public Settings withDataSource(DataSource source) {
        return withDatabases(DatabaseSettings.of("main", source));
    }

    public Settings withLockWait(Duration other) {
        return new Settings(migrations, databases, leftOut, other, timeouts, placeholders, models, embedded);
    }

    public Settings withTimeouts(Timeouts others) {
        return new Settings(migrations, databases, leftOut, lockWait, others, placeholders, models, embedded);
    }

    public Settings withPlaceholders(Placeholders others) {
        return new Settings(migrations, databases, leftOut, lockWait, timeouts, others, models, embedded);
    }

    public Settings withModels(Models others) {
        return new Settings(migrations, databases, leftOut, lockWait, timeouts, placeholders, others, embedded);
    }
}
