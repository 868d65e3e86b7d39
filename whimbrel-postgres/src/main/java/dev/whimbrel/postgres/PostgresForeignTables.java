package dev.whimbrel.postgres;

import dev.whimbrel.database.ForeignLock;
import dev.whimbrel.database.ForeignRow;
import dev.whimbrel.database.ForeignTable;
import dev.whimbrel.database.ForeignTables;
import dev.whimbrel.database.sql.ForeignRows;
import dev.whimbrel.database.sql.work.SqlCommands;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** Tables of other tools in PostgreSQL; locks belong to the connection that the work is done on. */
final class PostgresForeignTables implements ForeignTables {

    /** What the role may not read is not found: another application's table must not keep it from migrating. */
    private static final String NAMED = """
            SELECT n.nspname, coalesce(n.nspname = current_schema(), false), c.relname,
                array_agg(a.attname::text ORDER BY a.attnum)
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE c.relkind IN ('r', 'p') AND lower(c.relname) = ANY (?)
              AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
              AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
            GROUP BY n.nspname, c.relname
            ORDER BY n.nspname, c.relname
            """;

    private final PostgresConnector connector;
    private final PostgresSession session;

    PostgresForeignTables(PostgresConnector connector, PostgresSession session) {
        this.connector = connector;
        this.session = session;
    }

    @Override
    public List<ForeignTable> named(Set<String> names) {
        try (PreparedStatement query = session.connection().prepareStatement(NAMED)) {
            query.setArray(1, session.connection().createArrayOf("text", names.toArray()));
            try (ResultSet rows = query.executeQuery()) {
                List<ForeignTable> tables = new ArrayList<>();
                while (rows.next()) {
                    Set<String> columns = Set.of((String[]) rows.getArray(4).getArray());
                    tables.add(new ForeignTable(rows.getString(1), rows.getBoolean(2), rows.getString(3), columns));
                }
                return tables;
            }
        } catch (SQLException e) {
            throw PostgresErrors.refused(connector, e);
        }
    }

    @Override
    public List<ForeignRow> rows(ForeignTable table) {
        try {
            return new SqlCommands(session.connection())
                    .query("SELECT * FROM " + PostgresSql.qualified(table.schema(), table.name()), ForeignRows::read);
        } catch (SQLException e) {
            throw PostgresErrors.refused(connector, e);
        }
    }

    @Override
    public String databaseName() {
        try {
            return session.facts().database();
        } catch (SQLException e) {
            throw PostgresErrors.refused(connector, e);
        }
    }

    @Override
    public ForeignLock tryLock(List<Long> keys) {
        Deque<Long> taken = new ArrayDeque<>();
        for (Long key : keys) {
            if (!isTrue("SELECT pg_catalog.pg_try_advisory_lock(?)", key)) {
                unlock(taken);
                return ForeignLock.HELD_BY_OTHERS;
            }
            taken.push(key);
        }
        return () -> unlock(taken);
    }

    private void unlock(Deque<Long> taken) {
        while (!taken.isEmpty()) {
            isTrue("SELECT pg_catalog.pg_advisory_unlock(?)", taken.pop());
        }
    }

    private boolean isTrue(String question, long key) {
        try (PreparedStatement query = session.connection().prepareStatement(question)) {
            query.setLong(1, key);
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        } catch (SQLException e) {
            throw PostgresErrors.refused(connector, e);
        }
    }
}
