package dev.whimbrel.postgres;

import dev.whimbrel.migration.ObjectChange;
import dev.whimbrel.migration.ObjectChange.Action;
import dev.whimbrel.migration.ObjectKind;
import dev.whimbrel.migration.Statement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/**
 * Runs a statement outside any transaction, and looks first what an earlier, interrupted {@code CREATE INDEX CONCURRENTLY}
 * of the same name left behind.
 *
 * <p>An index that is there, valid and as the statement wants it, is done: its build ended just before it was counted. An
 * invalid one is dropped: it is kept up to date by every write and used by no query, and {@code IF NOT EXISTS} would take
 * it for done. One that somebody is building right now is left alone.
 */
final class ConcurrentIndex {

    private static final String FOUND = """
            SELECT n.nspname, c.relname, i.indisvalid, pg_catalog.pg_get_indexdef(c.oid)
            FROM pg_catalog.pg_index i
            JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
            WHERE c.relname = ? AND t.relname = ? AND coalesce(n.nspname = ?::text, pg_catalog.pg_table_is_visible(t.oid))
              AND c.relkind = 'i'
              AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_stat_progress_create_index p WHERE p.index_relid = c.oid)
            """;

    private final PostgresSession session;
    private final Statement statement;

    ConcurrentIndex(PostgresSession session, Statement statement) {
        this.session = session;
        this.statement = statement;
    }

    void execute() throws SQLException {
        Optional<ObjectChange> created = statement.changes().stream()
                .filter(change -> change.action() == Action.CREATE && change.kind() == ObjectKind.INDEX)
                .findFirst();
        if (created.isEmpty() || !isDone(created.get())) {
            session.execute(statement.text());
        }
    }

    private boolean isDone(ObjectChange index) throws SQLException {
        String table = index.other().orElse("");
        try (PreparedStatement query = session.connection().prepareStatement(FOUND)) {
            query.setString(1, PostgresSql.unqualified(index.name()));
            query.setString(2, PostgresSql.unqualified(table));
            query.setString(3, PostgresSql.schema(table));
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return false;
                }
                if (row.getBoolean(3)) {
                    return isSameDefinition(statement.text(), row.getString(4));
                }
                session.execute("DROP INDEX CONCURRENTLY " + PostgresSql.qualified(row.getString(1), row.getString(2)));
                return false;
            }
        }
    }

    /**
     * {@return whether both texts define the same index, as far as can be told without parsing expressions}
     *
     * <p>In doubt they do not, and the server says that the name is taken.
     */
    static boolean isSameDefinition(String written, String shown) {
        return withoutVariations(written).equals(withoutVariations(shown));
    }

    /** The server shows schema, method and quotes in its own way, and never says how the index was built. */
    private static String withoutVariations(String definition) {
        return definition
                .replaceAll("--[^\\n]*|/\\*.*?\\*/", " ")
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\bconcurrently\\b|\\bif\\s+not\\s+exists\\b|\\busing\\s+btree\\b", " ")
                .replaceFirst("\\bon\\s+(only\\s+)?(\"[^\"]+\"|\\w+)\\s*\\.", "on ")
                .replaceAll("[\\s\"']", "");
    }
}
