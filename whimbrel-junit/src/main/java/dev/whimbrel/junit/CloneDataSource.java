package dev.whimbrel.junit;

import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Secret;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Opens a new connection each time it is asked: a clone lives for one test, and a pool would outlive it. Thread-safe. */
final class CloneDataSource implements DataSource {

    private static final Pattern AS_PEOPLE_WRITE_IT =
            Pattern.compile("^(?:jdbc:)?(?:postgres(?:ql)?(?:\\+[a-z0-9_]+)?):");

    private final DatabaseSettings database;

    CloneDataSource(DatabaseSettings database) {
        this.database = database;
    }

    String url() {
        return jdbcUrl(database.url());
    }

    /** {@return the URL as JDBC drivers want it} */
    static String jdbcUrl(String url) {
        String known = AS_PEOPLE_WRITE_IT.matcher(url).replaceFirst("jdbc:postgresql:");
        return known.startsWith("jdbc:") ? known : "jdbc:" + known;
    }

    static Connection connect(DatabaseSettings database) throws SQLException {
        return new CloneDataSource(database).getConnection();
    }

    @Override
    public Connection getConnection() throws SQLException {
        return connect(
                database.user().orElse(null),
                database.password().map(Secret::reveal).orElse(null));
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return connect(user, password);
    }

    private Connection connect(@Nullable String user, @Nullable String password) throws SQLException {
        Properties properties = new Properties();
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        return DriverManager.getConnection(url(), properties);
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter writer) {
        // nothing is written
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException("the URL says how long to wait");
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("nothing is logged");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (!type.isInstance(this)) {
            throw new SQLException("this is no " + type.getName());
        }
        return type.cast(this);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }

    @Override
    public String toString() {
        return url();
    }
}
