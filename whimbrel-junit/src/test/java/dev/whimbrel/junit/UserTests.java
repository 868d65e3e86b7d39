package dev.whimbrel.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.Settings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the documentation shows, on SQLite. */
class UserTests {

    @RegisterExtension
    static final MigratedDatabase DATABASE = MigratedDatabase.of(Settings.defaults()
            .withMigrations(Path.of("src/test/resources/chat"))
            .withDatabase("sqlite:target/chat-tests.db"));

    @BeforeEach
    void addAda(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO users VALUES ('ada')");
        }
    }

    @Test
    void seesWhatWasMigratedAndItsOwn(DataSource dataSource) throws SQLException {
        assertThat(users(dataSource.getConnection())).isEqualTo(2);
    }

    @Test
    void seesNothingOfOtherTests(@JdbcUrl String url, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO users VALUES ('grace')");
        }
        assertThat(users(DriverManager.getConnection(url))).isEqualTo(3);
    }

    private static int users(Connection connection) throws SQLException {
        try (connection;
                var rows = connection.createStatement().executeQuery("SELECT count(*) FROM users")) {
            return rows.getInt(1);
        }
    }
}
