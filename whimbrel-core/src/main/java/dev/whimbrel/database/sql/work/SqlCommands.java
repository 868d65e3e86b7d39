package dev.whimbrel.database.sql.work;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Commands that hold expressions of the users', and so go out exactly as written, with values as literals: a question mark in
 * an expression is an operator. Each runs in the transaction of the connection. Not thread-safe.
 */
public class SqlCommands {

    private final Connection connection;

    /** Reads one row of an answer. */
    public interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    public SqlCommands(Connection connection) {
        this.connection = connection;
    }

    /** {@return how many rows the last of these commands changed} Some databases take one command at a time. */
    public final long execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            boolean isRows = statement.execute(outgoing(sql));
            long count = 0;
            while (isRows || statement.getUpdateCount() >= 0) {
                count = isRows ? count : statement.getUpdateCount();
                isRows = statement.getMoreResults();
            }
            return count;
        }
    }

    /** The same, if there is a command. {@return 0 if there is none} */
    public final long execute(Optional<String> sql) throws SQLException {
        return sql.isPresent() ? execute(sql.get()) : 0;
    }

    public final <T> List<T> query(String sql, Reading<T> reading) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            boolean isRows = statement.execute(outgoing(sql));
            while (!isRows && statement.getUpdateCount() >= 0) {
                isRows = statement.getMoreResults();
            }
            return read(statement, reading);
        }
    }

    private static <T> List<T> read(Statement statement, Reading<T> reading) throws SQLException {
        List<T> all = new ArrayList<>();
        try (ResultSet rows = statement.getResultSet()) {
            while (rows.next()) {
                all.add(reading.read(rows));
            }
        }
        return all;
    }

    public final <T> Optional<T> first(String sql, Reading<T> reading) throws SQLException {
        return query(sql, reading).stream().findFirst();
    }

    /** {@return the first number of the answer; zero if there is none} */
    public final long number(String sql) throws SQLException {
        return first(sql, row -> row.getLong(1)).orElse(0L);
    }

    /** {@return what goes to the database in place of a command} */
    protected String outgoing(String sql) {
        return sql;
    }

    public final Connection connection() {
        return connection;
    }
}
