package dev.whimbrel.spring;

import dev.whimbrel.Settings;
import dev.whimbrel.Whimbrel;
import dev.whimbrel.migration.JavaMigration;
import java.util.List;

/**
 * Opens a Whimbrel with the settings of the application, for what it does later than at its start, backfills for example.
 * Thread-safe; what it opens is for one thread, holds a connection of the application while it is open, and must be closed.
 */
public final class WhimbrelFactory {

    private final WhimbrelProperties properties;
    private final ApplicationDatabases databases;
    private final List<JavaMigration> migrations;
    private final List<SettingsCustomizer> customizers;

    WhimbrelFactory(
            WhimbrelProperties properties,
            ApplicationDatabases databases,
            List<JavaMigration> migrations,
            List<SettingsCustomizer> customizers) {
        this.properties = properties;
        this.databases = databases;
        this.migrations = List.copyOf(migrations);
        this.customizers = List.copyOf(customizers);
    }

    /**
     * {@return the application's settings} One connection of each DataSource is opened to ask where it leads.
     *
     * @throws dev.whimbrel.error.SettingsException if no database is known
     * @throws dev.whimbrel.error.DatabaseException if a DataSource gives no connection
     */
    public Settings settings() {
        Settings settings = properties
                .settings()
                .withDatabases(databases.find().toArray(dev.whimbrel.database.DatabaseSettings[]::new))
                .withJavaMigrations(migrations.toArray(JavaMigration[]::new));
        for (SettingsCustomizer customizer : customizers) {
            settings = customizer.customize(settings);
        }
        return settings;
    }

    /** {@return a Whimbrel, to be closed by the caller} It throws as {@link #settings} does. */
    public Whimbrel open() {
        return Whimbrel.of(settings());
    }
}
