package dev.whimbrel.neo4j;

import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Secret;
import dev.whimbrel.history.ToolVersion;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.BookmarkManager;
import org.neo4j.driver.BookmarkManagerConfig;
import org.neo4j.driver.BookmarkManagers;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Logging;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;

/** Opens sessions on one Neo4j database; the connections behind them are made when first needed. Thread-safe. */
final class Neo4jConnector {

    private static final String DEFAULT_USER = "neo4j";

    private final DatabaseSettings settings;
    private final Neo4jUrl url;
    private final Duration answer;
    /** In a cluster each session reads what those before it wrote, whichever server it meets. */
    private final BookmarkManager bookmarks =
            BookmarkManagers.defaultManager(BookmarkManagerConfig.builder().build());

    private @Nullable Driver driver;

    Neo4jConnector(DatabaseSettings settings, Neo4jUrl url, Duration answer) {
        this.settings = settings;
        this.url = url;
        this.answer = answer;
    }

    String name() {
        return settings.name();
    }

    Neo4jUrl url() {
        return url;
    }

    /** {@return whether a password is given} */
    boolean hasPassword() {
        return settings.password().isPresent();
    }

    /** {@return a session, to be closed by the caller} Every session writes, so that in a cluster all meet the leader. */
    Session session() {
        SessionConfig.Builder config = SessionConfig.builder().withBookmarkManager(bookmarks);
        url.database().ifPresent(config::withDatabase);
        return driver().session(config.build());
    }

    private synchronized Driver driver() {
        if (driver == null) {
            driver = settings.client()
                    .flatMap(client -> client.as(Driver.class))
                    .orElseGet(() -> GraphDatabase.driver(url.toUri(), credentials(), config()));
        }
        return driver;
    }

    private AuthToken credentials() {
        return settings.password()
                .map(Secret::reveal)
                .map(password -> AuthTokens.basic(settings.user().orElse(DEFAULT_USER), password))
                .orElseGet(AuthTokens::none);
    }

    /** Without being told, the driver writes to the JDK's logging, which prints on stderr. */
    @SuppressWarnings("deprecation")
    private Config config() {
        return Config.builder()
                .withUserAgent("whimbrel/" + ToolVersion.get())
                .withConnectionTimeout(answer.toMillis(), TimeUnit.MILLISECONDS)
                .withConnectionAcquisitionTimeout(2 * answer.toMillis(), TimeUnit.MILLISECONDS)
                // A statement that commits on its own must not be sent twice without our knowing.
                .withAutoCommitRetriesDisabled(true)
                .withLogging(Logging.slf4j())
                .withTelemetryDisabled(true)
                .build();
    }

    synchronized void close() {
        if (driver != null) {
            boolean isTheApplications = settings.client().isPresent();
            if (!isTheApplications) {
                driver.close();
            }
            driver = null;
        }
    }
}
