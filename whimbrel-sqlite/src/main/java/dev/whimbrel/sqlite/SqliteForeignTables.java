package dev.whimbrel.sqlite;

import dev.whimbrel.database.ForeignRow;
import dev.whimbrel.database.ForeignTable;
import dev.whimbrel.database.ForeignTables;
import dev.whimbrel.database.sql.ForeignRows;
import dev.whimbrel.database.sql.work.Quoted;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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
        try {
            return session.commands().query("SELECT * FROM " + Quoted.identifier(table.name()), ForeignRows::read);
        } catch (SQLException e) {
            throw SqliteErrors.refused(session, e);
        }
    }
}
