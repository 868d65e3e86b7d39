package dev.whimbrel.spring;

import dev.whimbrel.Settings;
import dev.whimbrel.database.Secret;
import dev.whimbrel.migration.Version;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.plan.UpOptions.OrderPolicy;
import dev.whimbrel.source.Placeholders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an application says about its migrations.
 *
 * @param enabled Whether there is Whimbrel in this application at all.
 * @param onStart What to do when the application starts.
 * @param adopt Whether to take over another tool's history, such as Flyway's, of a database that has none of Whimbrel yet.
 * @param migrations Folders of migrations: on the class path as in classpath:db/migration, or on disk.
 * @param url URL of the database to migrate; the application's DataSource if empty.
 * @param user User to migrate as, where the application's own may not change the schema.
 * @param password Password of that user.
 * @param target Version to stop at; all that is pending if empty.
 * @param outOfOrder Whether migrations may run that are older than what is applied.
 * @param lockWait How long to wait while another process migrates; 60s if empty.
 * @param lockTimeout How long a statement may queue for a table lock before it steps back; 2s if empty.
 * @param lockRetries How often a migration that stepped back is tried again; 30 if empty.
 * @param statementTimeout How long a statement in a transaction may take; as the database has it if empty.
 * @param placeholders What scripts may use as ${name}, with its values.
 * @param databases Several databases, by their names; each is a URL, a bean of type DataSource, or a Neo4j driver.
 */
@ConfigurationProperties("spring.whimbrel")
record WhimbrelProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("migrate") OnStart onStart,
        @DefaultValue("false") boolean adopt,
        @DefaultValue("classpath:db/migration") List<String> migrations,
        @Nullable String url,
        @Nullable String user,
        @Nullable Secret password,
        @Nullable String target,
        @DefaultValue("false") boolean outOfOrder,
        @Nullable Duration lockWait,
        @Nullable Duration lockTimeout,
        @Nullable Integer lockRetries,
        @Nullable Duration statementTimeout,
        @DefaultValue Map<String, String> placeholders,
        @DefaultValue Map<String, DatabaseProperties> databases) {

    /** What to do when an application starts. */
    enum OnStart {
        /** Apply what is pending. */
        MIGRATE,
        /** Change nothing, and refuse to start where anything is pending or does not agree. */
        CHECK,
        /** Nothing. */
        NOTHING
    }

    /**
     * One of several databases.
     *
     * @param url URL of the database.
     * @param user User to migrate as.
     * @param password Password of that user.
     * @param dataSource Name of a bean of type DataSource.
     * @param driver Name of a bean of type org.neo4j.driver.Driver; its address comes from the connection details.
     */
    record DatabaseProperties(
            @Nullable String url,
            @Nullable String user,
            @Nullable Secret password,
            @Nullable String dataSource,
            @Nullable String driver) {}

    /** {@return all that does not concern the databases} */
    Settings settings() {
        Settings settings = Settings.defaults()
                .withMigrations(migrations.toArray(String[]::new))
                .withPlaceholders(new Placeholders(placeholders));
        return settings.withLockWait(lockWait == null ? settings.lockWait() : lockWait)
                .withTimeouts(settings.timeouts()
                        .withLock(lockTimeout == null ? settings.timeouts().lock() : lockTimeout)
                        .withRetries(lockRetries == null ? settings.timeouts().retries() : lockRetries)
                        .withStatement(Optional.ofNullable(statementTimeout)));
    }

    UpOptions upOptions() {
        UpOptions options = UpOptions.defaults()
                .withOrder(outOfOrder ? OrderPolicy.ALLOW_OUT_OF_ORDER : OrderPolicy.REFUSE_OUT_OF_ORDER);
        return target == null ? options : options.withTarget(Version.of(target));
    }
}
