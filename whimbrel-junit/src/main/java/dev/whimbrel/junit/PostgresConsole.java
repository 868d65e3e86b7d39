package dev.whimbrel.junit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A connection for commands about whole databases, one at a time. Names in them are ours and need no quotes. */
final class PostgresConsole implements AutoCloseable {

    private final Connection connection;

    PostgresConsole(Connection connection) {
        this.connection = connection;
    }

    synchronized void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private synchronized List<String> column(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> column = new ArrayList<>();
            while (rows.next()) {
                column.add(Objects.requireNonNull(rows.getString(1), sql));
            }
            return column;
        }
    }

    String text(String sql) throws SQLException {
        return column(sql).get(0);
    }

    boolean isTrue(String sql) throws SQLException {
        return text(sql).equals("t");
    }

    long number(String sql) throws SQLException {
        return Long.parseLong(text(sql));
    }

    boolean exists(String database) throws SQLException {
        return !column("SELECT 1 FROM pg_database WHERE datname = '" + database + "'")
                .isEmpty();
    }

    /** {@return the databases whose names begin so, and whose comment is that one; any if it is empty} */
    List<String> names(String prefix, String comment) throws SQLException {
        return column("SELECT datname FROM pg_database WHERE starts_with(datname, '" + prefix + "') AND '" + comment
                + "' IN ('', shobj_description(oid, 'pg_database')) ORDER BY datname");
    }

    /** Drop a database, be it a template, connected to, or gone already. */
    void drop(String database) throws SQLException {
        if (exists(database)) {
            execute("ALTER DATABASE " + database + " WITH IS_TEMPLATE false");
            execute("DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
        }
    }

    @Override
    public synchronized void close() throws SQLException {
        connection.close();
    }
}
