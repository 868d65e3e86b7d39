package dev.whimbrel.junit;

import dev.whimbrel.database.DatabaseSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The clone of one test. */
final class Lease {

    private final Clones clones;
    private final DatabaseSettings clone;
    private final CloneDataSource dataSource;
    private final List<Connection> connections = new ArrayList<>();

    Lease(Clones clones) {
        this.clones = clones;
        this.clone = clones.take();
        this.dataSource = new CloneDataSource(clone);
    }

    DatabaseSettings settings() {
        return clone;
    }

    String jdbcUrl() {
        return dataSource.url();
    }

    DataSource dataSource() {
        return dataSource;
    }

    /** {@return a connection that is closed with the test} */
    Connection connect() throws SQLException {
        Connection connection = dataSource.getConnection();
        connections.add(connection);
        return connection;
    }

    /** What tests have opened themselves is ended by the server when the clone is dropped. */
    void close() throws SQLException {
        try {
            for (Connection connection : connections) {
                connection.close();
            }
        } finally {
            clones.drop(clone);
        }
    }
}
