package dev.whimbrel.postgres;

import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.Driver;

/** Opens connections to one PostgreSQL database, all set up alike. Thread-safe. */
final class PostgresConnector {

    /**
     * What every connection of ours is started with. These are start-up options so that {@code RESET ALL}, which runs
     * before each script, brings them back. The first makes the server notice within a second that its client is gone;
     * otherwise it works on and may commit long after a kill. The next two keep an idle connection that holds a lock. The
     * last one is how scripts are split, whatever the role or the database has set.
     */
    private static final String SERVER_OPTIONS = "-c client_connection_check_interval=1000"
            + " -c idle_session_timeout=0"
            + " -c idle_in_transaction_session_timeout=0"
            + " -c standard_conforming_strings=on";

    private final DatabaseSettings settings;
    private final PostgresUrl url;
    private final Duration answer;
    private final Optional<LentConnections> lent;

    /** @param answer how long the server may be silent while it is connected to */
    PostgresConnector(DatabaseSettings settings, PostgresUrl url, Duration answer) {
        this.settings = settings;
        this.url = url;
        this.answer = answer;
        this.lent =
                settings.client().flatMap(client -> client.as(DataSource.class)).map(LentConnections::new);
    }

    /** {@return whether connections are the application's, which may have no more than one} */
    boolean isLent() {
        return lent.isPresent();
    }

    String name() {
        return settings.name();
    }

    PostgresUrl url() {
        return url;
    }

    /** {@return a connection in autocommit, to be given back by {@link #release}} */
    Connection connect() throws SQLException {
        return lent.isPresent() ? lent.get().borrow() : open();
    }

    /** End a connection, or give it back to whom it belongs. */
    void release(Connection connection) throws SQLException {
        if (lent.isPresent()) {
            lent.get().giveBack(connection);
        } else {
            connection.close();
        }
    }

    /** {@return the commands that belong behind each {@code RESET ALL}; none where the connection was started so} */
    String settings(Connection connection) {
        return lent.map(connections -> connections.settings(connection)).orElse("");
    }

    private Connection open() throws SQLException {
        Connection connection = Objects.requireNonNull(
                new Driver().connect(url.toJdbc(), properties()), "the driver knows its own URLs");
        allowSilence(connection, Duration.ZERO);
        return connection;
    }

    /** {@return how long the server may be silent when it is asked something that it can answer at once} */
    Duration answer() {
        return answer;
    }

    /** Take a server that is silent for longer as gone, and the connection with it; zero is for ever. */
    static void allowSilence(Connection connection, Duration silence) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(silence.toMillis()));
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "whimbrel");
        String seconds = String.valueOf(Math.max(1, answer.plusMillis(999).toSeconds()));
        properties.setProperty("connectTimeout", seconds);
        // It counts from the first byte on, so a server that takes connections and says nothing is found out, too.
        properties.setProperty("socketTimeout", seconds);
        properties.setProperty("tcpKeepAlive", "true");
        // Details of errors hold rows of the users' tables, which have no place in our messages.
        properties.setProperty("logServerErrorDetail", "false");
        // Statements of scripts go out unchanged, by the simple protocol, which the driver does not split any further;
        // only our own prepared statements are parsed by it.
        properties.setProperty("preferQueryMode", "extendedForPrepared");
        // With it the application name travels in the first message instead of one of its own.
        properties.setProperty("assumeMinServerVersion", "14");
        properties.putAll(url.parameters());
        String options = properties.getProperty("options", "");
        properties.setProperty("options", (SERVER_OPTIONS + " " + options).strip());
        settings.user().ifPresent(user -> properties.setProperty("user", user));
        settings.password().map(Secret::reveal).ifPresent(password -> properties.setProperty("password", password));
        return properties;
    }
}
