package dev.whimbrel.cli.settings;

import dev.whimbrel.database.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the options of the command line say about the settings.
 *
 * @param config the settings file to read instead of the usual one
 * @param database the one database to work on
 * @param url of a database that needs no settings file
 * @param user for the database named by {@code url}
 * @param password asked for or read from standard input, never an argument
 * @param migrations the folders to read
 * @param lockWait how long to wait for the lock, as written
 * @param lockTimeout how long to queue for a table, as written
 * @param statementTimeout how long a statement may take, as written
 */
public record Overrides(
        Optional<Path> config,
        Optional<String> database,
        Optional<String> url,
        Optional<String> user,
        Optional<Secret> password,
        List<Path> migrations,
        Optional<String> lockWait,
        Optional<String> lockTimeout,
        Optional<String> statementTimeout) {

    /** What leaves the timeouts to the other settings. */
    public Overrides(
            Optional<Path> config,
            Optional<String> database,
            Optional<String> url,
            Optional<String> user,
            Optional<Secret> password,
            List<Path> migrations,
            Optional<String> lockWait) {
        this(config, database, url, user, password, migrations, lockWait, Optional.empty(), Optional.empty());
    }

    /** {@return what the options say about where things are} */
    public static Overrides of(
            Optional<Path> config, Optional<String> url, Optional<String> user, List<Path> migrations) {
        return new Overrides(config, Optional.empty(), url, user, Optional.empty(), migrations, Optional.empty());
    }

    public Overrides withLockWait(Optional<String> other) {
        return new Overrides(config, database, url, user, password, migrations, other, lockTimeout, statementTimeout);
    }

    public Overrides withTimeouts(Optional<String> lock, Optional<String> statement) {
        return new Overrides(config, database, url, user, password, migrations, lockWait, lock, statement);
    }

    public Overrides withPassword(Secret other) {
        return new Overrides(
                config, database, url, user, Optional.of(other), migrations, lockWait, lockTimeout, statementTimeout);
    }

    public Overrides withDatabase(Optional<String> otherName, Optional<String> otherUrl) {
        return new Overrides(
                config, otherName, otherUrl, user, password, migrations, lockWait, lockTimeout, statementTimeout);
    }
}
