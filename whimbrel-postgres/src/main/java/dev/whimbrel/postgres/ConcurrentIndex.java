package dev.whimbrel.postgres;

import dev.whimbrel.migration.ObjectChange;
import dev.whimbrel.migration.ObjectChange.Action;
import dev.whimbrel.migration.ObjectKind;
import dev.whimbrel.migration.Statement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Runs a statement outside any transaction, and clears away the invalid index that an earlier, interrupted
 * {@code CREATE INDEX CONCURRENTLY} of the same name left behind.
 *
 * <p>Such an index is kept up to date by every write and used by no query; {@code IF NOT EXISTS} would take it for done.
 */
final class ConcurrentIndex {

    private static final String INVALID = """
            SELECT n.nspname, c.relname
            FROM pg_catalog.pg_index i
            JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
            WHERE c.relname = ? AND t.relname = ? AND n.nspname = coalesce(?, n.nspname)
              AND c.relkind = 'i' AND NOT i.indisvalid
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
        if (created.isPresent()) {
            dropInvalid(created.get());
        }
        session.execute(statement.text());
    }

    private void dropInvalid(ObjectChange index) throws SQLException {
        String table = index.other().orElse("");
        try (PreparedStatement query = session.connection().prepareStatement(INVALID)) {
            query.setString(1, PostgresSql.unqualified(index.name()));
            query.setString(2, PostgresSql.unqualified(table));
            query.setString(3, PostgresSql.schema(table));
            try (ResultSet row = query.executeQuery()) {
                if (row.next()) {
                    session.execute(
                            "DROP INDEX CONCURRENTLY " + PostgresSql.qualified(row.getString(1), row.getString(2)));
                }
            }
        }
    }
}
