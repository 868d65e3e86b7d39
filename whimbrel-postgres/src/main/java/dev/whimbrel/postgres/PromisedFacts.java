package dev.whimbrel.postgres;

import dev.whimbrel.migration.ObjectKind;
import dev.whimbrel.plan.Promises.PromisedObject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is worth telling of promised objects that are there: versions of extensions, methods of indexes. */
final class PromisedFacts {

    private static final String EXTENSIONS = """
            SELECT 'extension ' || e.extname,
                e.extversion || coalesce(', ' || nullif(available.default_version, e.extversion)
                    || ' is on the server: ALTER EXTENSION ' || quote_ident(e.extname) || ' UPDATE', '')
            FROM pg_catalog.pg_extension AS e
            LEFT JOIN pg_catalog.pg_available_extensions AS available ON available.name = e.extname
            WHERE e.extname = ANY (?::text[])
            ORDER BY 1
            """;

    private static final String INDEXES = """
            SELECT DISTINCT format('index %I.%I', n.nspname, c.relname), format('%s on %s', am.amname, i.indrelid::regclass)
            FROM unnest(?::text[], ?::text[]) AS promised (schema, name)
            JOIN pg_catalog.pg_class AS c ON c.relname = promised.name AND c.relkind IN ('i', 'I')
            JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace AND n.nspname = coalesce(promised.schema, n.nspname)
            JOIN pg_catalog.pg_index AS i ON i.indexrelid = c.oid
            JOIN pg_catalog.pg_am AS am ON am.oid = c.relam
            WHERE i.indisvalid OR c.relkind = 'I'
            ORDER BY 1
            """;

    private PromisedFacts() {}

    static void tell(List<PromisedObject> promised, PostgresSession session, Map<String, String> details)
            throws SQLException {
        try (PreparedStatement query = session.connection().prepareStatement(EXTENSIONS)) {
            query.setArray(1, session.connection().createArrayOf("text", names(promised, ObjectKind.EXTENSION)));
            tell(query, details);
        }
        @Nullable
        Object[] schemas = promised.stream()
                .filter(object -> object.kind() == ObjectKind.INDEX)
                .map(object -> PostgresSql.schema(object.name()))
                .toArray();
        try (PreparedStatement query = session.connection().prepareStatement(INDEXES)) {
            query.setArray(1, session.connection().createArrayOf("text", schemas));
            query.setArray(2, session.connection().createArrayOf("text", names(promised, ObjectKind.INDEX)));
            tell(query, details);
        }
    }

    private static Object[] names(List<PromisedObject> promised, ObjectKind kind) {
        return promised.stream()
                .filter(object -> object.kind() == kind)
                .map(object -> PostgresSql.unqualified(object.name()))
                .toArray();
    }

    private static void tell(PreparedStatement query, Map<String, String> details) throws SQLException {
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                details.put(rows.getString(1), rows.getString(2));
            }
        }
    }
}
