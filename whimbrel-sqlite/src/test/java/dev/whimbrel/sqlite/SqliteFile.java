package dev.whimbrel.sqlite;

import dev.whimbrel.database.DatabaseProvider;
import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.testkit.contract.SqlContractDatabase;
import dev.whimbrel.testkit.contract.SqlDialect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A database file that is not there yet. Asking it something does not create it. */
record SqliteFile(Path path) implements SqlContractDatabase {

    private static final SqlDialect DIALECT = new SqlDialect(
            "SELECT type, name, sql FROM sqlite_master ORDER BY type, name",
            "SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now')",
            System.getProperty("user.name"),
            "VACUUM",
            "PRAGMA recursive_triggers = ON",
            "(SELECT recursive_triggers FROM pragma_recursive_triggers)");

    @Override
    public DatabaseProvider provider() {
        return new SqliteProvider();
    }

    @Override
    public DatabaseSettings settings() {
        return DatabaseSettings.of("main", "sqlite:" + path);
    }

    @Override
    public SqlDialect dialect() {
        return DIALECT;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + (Files.exists(path) ? path : ":memory:"));
    }

    @Override
    public List<String> query(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    columns.add(String.valueOf(rows.getString(i)));
                }
                texts.add(String.join("|", columns));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void execute(String... sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path);
                Statement statement = connection.createStatement()) {
            for (String text : sql) {
                statement.execute(text);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(String.join("; ", sql), e);
        }
    }

    /** The file goes with the temporary folder it lies in. */
    @Override
    public void close() {}
}
