package dev.whimbrel.testkit.server;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A database that belongs to one test and is dropped, connected or not, when the test closes it. */
public final class TestDatabase implements AutoCloseable {

    private final PostgresServer server;
    private final String name;

    private TestDatabase(PostgresServer server, String name) {
        this.server = server;
        this.name = name;
    }

    static TestDatabase create(PostgresServer server) {
        var name = "whimbrel_" + UUID.randomUUID().toString().replace("-", "");
        var database = new TestDatabase(server, name);
        // Not template1: a server of the environment may have something in it.
        database.maintain("create database " + name + " template template0");
        return database;
    }

    /** {@return the name, which needs no quotes in SQL} */
    public String name() {
        return name;
    }

    /** {@return the URL, {@code postgresql://host:port/name}, without credentials} */
    public String url() {
        return server.url(name);
    }

    /** {@return the superuser's name} */
    public String user() {
        return server.user();
    }

    /** {@return the superuser's password} */
    public String password() {
        return server.password();
    }

    /** Opens a JDBC connection of the superuser, in auto-commit mode; the caller closes it. */
    public Connection connect() throws SQLException {
        return server.connect(name);
    }

    /**
     * Executes the statements one after the other on one connection in auto-commit mode.
     *
     * @throws IllegalStateException when one fails; the cause is the {@link SQLException}
     */
    public void execute(String... sql) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            for (var text : sql) {
                execute(statement, text);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot connect to " + url(), e);
        }
    }

    /**
     * {@return the rows of a query, each a list of its columns as JDBC renders them as text, null for SQL's null}
     *
     * @throws IllegalStateException when the query fails; the cause is the {@link SQLException}
     */
    public List<List<@Nullable String>> query(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            return rows(result);
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    /** Drops the database and ends what is still connected to it; closing twice is harmless. */
    @Override
    public void close() {
        maintain("drop database if exists " + name + " with (force)");
    }

    @Override
    public String toString() {
        return url();
    }

    private void maintain(String sql) {
        try (var connection = server.connectForMaintenance();
                var statement = connection.createStatement()) {
            execute(statement, sql);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot connect to " + server, e);
        }
    }

    private static void execute(Statement statement, String sql) {
        try {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    private static List<List<@Nullable String>> rows(ResultSet result) throws SQLException {
        var columns = result.getMetaData().getColumnCount();
        var rows = new ArrayList<List<@Nullable String>>();
        while (result.next()) {
            var row = new ArrayList<@Nullable String>();
            for (var column = 1; column <= columns; column++) {
                row.add(result.getString(column));
            }
            rows.add(Collections.unmodifiableList(row));
        }
        return Collections.unmodifiableList(rows);
    }

    private static IllegalStateException failed(String sql, SQLException cause) {
        return new IllegalStateException("Failed: " + sql + "\n" + cause.getMessage(), cause);
    }
}
