package dev.whimbrel.postgres;

import dev.whimbrel.database.Verification;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.Problems;
import dev.whimbrel.plan.Promises.PromisedObject;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Looks up in PostgreSQL's catalog what migrations promise to be there: all of it in one round trip. */
final class PostgresCatalog {

    /** A name without a schema may be in any, since scripts set search paths of their own. */
    private static final String ABSENT = """
            SELECT o.position
            FROM unnest(?::text[], ?::text[], ?::text[], ?::text[]) WITH ORDINALITY
                AS o (kind, schema, name, owner, position)
            WHERE NOT CASE o.kind
                WHEN 'extension' THEN EXISTS (SELECT FROM pg_catalog.pg_extension e WHERE e.extname = o.name)
                WHEN 'schema' THEN EXISTS (SELECT FROM pg_catalog.pg_namespace n WHERE n.nspname = o.name)
                WHEN 'type' THEN EXISTS (SELECT FROM pg_catalog.pg_type t
                    JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
                    WHERE t.typname = o.name AND n.nspname = coalesce(o.schema, n.nspname))
                WHEN 'function' THEN EXISTS (SELECT FROM pg_catalog.pg_proc p
                    JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
                    WHERE p.proname = o.name AND n.nspname = coalesce(o.schema, n.nspname))
                WHEN 'trigger' THEN EXISTS (SELECT FROM pg_catalog.pg_trigger t
                    JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
                    WHERE t.tgname = o.name AND c.relname = coalesce(o.owner, c.relname))
                ELSE EXISTS (SELECT FROM pg_catalog.pg_class c
                    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                    WHERE c.relname = o.name AND n.nspname = coalesce(o.schema, n.nspname)
                      AND CASE o.kind
                          WHEN 'table' THEN c.relkind IN ('r', 'p', 'f')
                          WHEN 'view' THEN c.relkind IN ('v', 'm')
                          WHEN 'index' THEN c.relkind IN ('i', 'I')
                          WHEN 'sequence' THEN c.relkind = 'S'
                          ELSE true END)
                END
            ORDER BY o.position
            """;

    /** An index of a partitioned table alone is rightly invalid until all partitions have theirs: relkind I. */
    private static final String INVALID_INDEXES = """
            SELECT format('%I.%I', n.nspname, c.relname), format('%I.%I', tn.nspname, t.relname)
            FROM pg_catalog.pg_index i
            JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
            JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace
            WHERE NOT (i.indisvalid AND i.indisready AND i.indislive)
              AND c.relkind = 'i' AND n.nspname NOT LIKE 'pg\\_%'
            ORDER BY 1
            """;

    private final PostgresSession session;

    PostgresCatalog(PostgresSession session) {
        this.session = session;
    }

    /** @param database its name */
    Verification verify(String database, List<PromisedObject> promised) throws SQLException {
        Map<String, String> details = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        addAbsent(promised, problems);
        addInvalidIndexes(problems);
        PromisedFacts.tell(promised, session, details);
        new VectorRoundTrip(session).examine(VectorColumns.of(promised, session), details, problems);
        return new Verification(database, details, Problems.of(problems));
    }

    private void addAbsent(List<PromisedObject> promised, List<Problem> problems) throws SQLException {
        try (PreparedStatement query = session.connection().prepareStatement(ABSENT)) {
            query.setArray(1, texts(promised, object -> object.kind().label()));
            query.setArray(2, texts(promised, object -> PostgresSql.schema(object.name())));
            query.setArray(3, texts(promised, object -> PostgresSql.unqualified(object.name())));
            query.setArray(4, texts(promised, object -> object.table()
                    .map(PostgresSql::unqualified)
                    .orElse(null)));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    problems.add(promised.get(rows.getInt(1) - 1).missing());
                }
            }
        }
    }

    private Array texts(List<PromisedObject> promised, Function<PromisedObject, @Nullable String> part)
            throws SQLException {
        Connection connection = session.connection();
        return connection.createArrayOf("text", promised.stream().map(part).toArray());
    }

    private void addInvalidIndexes(List<Problem> problems) throws SQLException {
        try (PreparedStatement query = session.connection().prepareStatement(INVALID_INDEXES);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                problems.add(invalid(rows.getString(1), rows.getString(2)));
            }
        }
    }

    private static Problem invalid(String index, String table) {
        return new Problem(
                ErrorCode.VERIFY_INDEX_INVALID,
                "index " + index + " on " + table + " is invalid",
                "its build was interrupted: every write keeps it up to date, and no query uses it",
                "DROP INDEX CONCURRENTLY " + index + ", then create it again; a pending migration does so by itself");
    }
}
