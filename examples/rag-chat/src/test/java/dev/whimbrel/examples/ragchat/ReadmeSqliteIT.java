package dev.whimbrel.examples.ragchat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class ReadmeSqliteIT extends RagChatReadme {

    @Override
    String scheme() {
        return "sqlite";
    }

    @Override
    Map<String, String> access() {
        return Map.of("DATABASE_URL", "sqlite:" + home().resolve("chat.db"));
    }

    @Override
    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + home().resolve("chat.db"));
    }

    @Override
    List<String> query(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
