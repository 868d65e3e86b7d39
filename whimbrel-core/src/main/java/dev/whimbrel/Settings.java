package dev.whimbrel;

import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Databases;
import dev.whimbrel.database.Timeouts;
import dev.whimbrel.embedding.provider.Models;
import dev.whimbrel.source.LeftOut;
import dev.whimbrel.source.Placeholders;
import dev.whimbrel.source.ScriptTarget;
import dev.whimbrel.source.TimelineReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

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
 */
public record Settings(
        List<Path> migrations,
        List<DatabaseSettings> databases,
        LeftOut leftOut,
        Duration lockWait,
        Timeouts timeouts,
        Placeholders placeholders,
        Models models) {

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
                placeholders);
    }

    public Settings withMigrations(Path... folders) {
        return new Settings(List.of(folders), databases, leftOut, lockWait, timeouts, placeholders, models);
    }

    public Settings withDatabases(DatabaseSettings... others) {
        return new Settings(migrations, List.of(others), leftOut, lockWait, timeouts, placeholders, models);
    }

    /** {@return settings that pass over the scripts of these databases} */
    public Settings withLeftOut(LeftOut others) {
        return new Settings(migrations, databases, others, lockWait, timeouts, placeholders, models);
    }

    /** {@return settings for one database of the name {@code main}} */
    public Settings withDatabase(String url) {
        return withDatabases(DatabaseSettings.of("main", url));
    }

    public Settings withLockWait(Duration other) {
        return new Settings(migrations, databases, leftOut, other, timeouts, placeholders, models);
    }

    public Settings withTimeouts(Timeouts others) {
        return new Settings(migrations, databases, leftOut, lockWait, others, placeholders, models);
    }

    public Settings withPlaceholders(Placeholders others) {
        return new Settings(migrations, databases, leftOut, lockWait, timeouts, others, models);
    }

    public Settings withModels(Models others) {
        return new Settings(migrations, databases, leftOut, lockWait, timeouts, placeholders, others);
    }
}
