package dev.whimbrel.testkit.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything a database consists of, one line each, deparsed by the database itself; Whimbrel's own objects left out.
 *
 * @param lines in order
 */
public record Catalog(List<String> lines) {

    private static final String POSTGRES = """
            SELECT 'extension ' || extname || ' ' || extversion FROM pg_extension
            UNION ALL
            SELECT 'relation ' || c.relkind::text || ' ' || c.oid::regclass || ' ' || coalesce(c.reloptions::text, '')
            FROM pg_class c
            WHERE c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE 'whimbrel\\_%'
            UNION ALL
            SELECT 'column ' || a.attrelid::regclass || '.' || a.attname || ' '
                || format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
                || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'v', 'm')
            LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
              AND c.relname NOT LIKE 'whimbrel\\_%'
            UNION ALL
            SELECT 'index ' || pg_get_indexdef(i.indexrelid) || CASE WHEN i.indisvalid THEN '' ELSE ' INVALID' END
            FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
            WHERE c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE 'whimbrel\\_%'
            UNION ALL
            SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
            FROM pg_constraint
            WHERE connamespace = 'public'::regnamespace AND conrelid <> 0
              AND conrelid::regclass::text NOT LIKE 'whimbrel\\_%'
            UNION ALL
            SELECT 'trigger ' || pg_get_triggerdef(t.oid) FROM pg_trigger t
            WHERE NOT t.tgisinternal AND t.tgname NOT LIKE 'whimbrel\\_%'
            UNION ALL
            SELECT 'function ' || pg_get_functiondef(p.oid)
            FROM pg_proc p
            WHERE p.pronamespace = 'public'::regnamespace AND p.prokind IN ('f', 'p')
              AND p.proname NOT LIKE 'whimbrel\\_%'
              AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.objid = p.oid AND e.deptype = 'e')
            UNION ALL
            SELECT 'type ' || t.typname FROM pg_type t
            WHERE t.typnamespace = 'public'::regnamespace AND t.typtype IN ('e', 'd')
            ORDER BY 1
            """;

    private static final String SQLITE = """
            SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master
            WHERE name NOT LIKE 'whimbrel\\_%' ESCAPE '\\'
            ORDER BY 1
            """;

    public Catalog {
        lines = List.copyOf(lines);
    }

    /** {@return the catalog of the schema {@code public}} */
    public static Catalog ofPostgres(Connection connection) throws SQLException {
        return read(connection, POSTGRES);
    }

    public static Catalog ofSqlite(Connection connection) throws SQLException {
        return read(connection, SQLITE);
    }

    private static Catalog read(Connection connection, String query) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
        }
        return new Catalog(lines);
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
