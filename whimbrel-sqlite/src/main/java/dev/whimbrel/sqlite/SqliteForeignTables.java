package dev.whimbrel.sqlite;

import dev.whimbrel.database.ForeignLock;
import dev.whimbrel.database.ForeignRow;
import dev.whimbrel.database.ForeignTable;
import dev.whimbrel.database.ForeignTables;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Tables of other tools in an SQLite file. There are no locks between tools but that of the file itself. */
final class SqliteForeignTables implements ForeignTables {

    private static final String SCHEMA = "main";

    private static final String COLUMNS = """
            SELECT t.name, c.name FROM sqlite_master AS t, pragma_table_info(t.name) AS c
            WHERE t.type = 'table' ORDER BY t.name, c.cid
            """;

    private final SqliteSession session;

    SqliteForeignTables(SqliteSession session) {
        this.session = session;
    }

    @Override
    public List<ForeignTable> named(Set<String> names) {
        Map<String, Set<String>> columns = new LinkedHashMap<>();
        if (session.exists()) {
            try (PreparedStatement query = session.connection().prepareStatement(COLUMNS);
                    ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    if (names.contains(rows.getString(1).toLowerCase(Locale.ROOT))) {
                        columns.computeIfAbsent(rows.getString(1), name -> new HashSet<>())
                                .add(rows.getString(2));
                    }
                }
            } catch (SQLException e) {
                throw SqliteErrors.refused(session, e);
            }
        }
        return columns.entrySet().stream()
                .map(table -> new ForeignTable(SCHEMA, true, table.getKey(), table.getValue()))
                .toList();
    }

    @Override
    public List<ForeignRow> rows(ForeignTable table) {
        String query = "SELECT * FROM \"" + table.name().replace("\"", "\"\"") + "\"";
        try (Statement statement = session.connection().createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<ForeignRow> read = new ArrayList<>();
            while (rows.next()) {
                read.add(row(rows));
            }
            return read;
        } catch (SQLException e) {
            throw SqliteErrors.refused(session, e);
        }
    }

    private static ForeignRow row(ResultSet rows) throws SQLException {
        Map<String, String> values = new HashMap<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            String value = rows.getString(i);
            if (value != null) {
                values.put(rows.getMetaData().getColumnLabel(i).toLowerCase(Locale.ROOT), value);
            }
        }
        return new ForeignRow(values);
    }

    @Override
    public String databaseName() {
        return "";
    }

    @Override
    public ForeignLock tryLock(List<Long> keys) {
        return ForeignLock.NOT_NEEDED;
    }
}
