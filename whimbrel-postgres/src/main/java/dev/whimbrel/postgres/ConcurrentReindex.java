package dev.whimbrel.postgres;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code REINDEX … CONCURRENTLY}, which leaves an invalid index of a made-up name when it is interrupted, and then passes
 * it over for ever.
 *
 * @param scope a condition of SQL for {@code built}, the table of an index to be built anew
 */
record ConcurrentReindex(String scope) {

    /**
     * What the server calls the new index until it takes the place of the old one, and the old one until it is dropped:
     * the name, cut where it gets too long, and {@code _ccnew} or {@code _ccold}, with a number if that is taken. The
     * table of toasted values belongs to another one.
     */
    private static final String LEFTOVERS = """
            SELECT format('%%I.%%I', n.nspname, c.relname)
            FROM pg_catalog.pg_index AS i
            JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
            JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_class AS toasted ON toasted.reltoastrelid = i.indrelid
            JOIN pg_catalog.pg_class AS built ON built.oid = coalesce(toasted.oid, i.indrelid)
            WHERE NOT i.indisvalid AND c.relkind = 'i' AND %s
              AND c.relname ~ '_cc(new|old)[0-9]*$'
              AND EXISTS (SELECT FROM pg_catalog.pg_index AS o JOIN pg_catalog.pg_class AS oc ON oc.oid = o.indexrelid
                WHERE o.indrelid = i.indrelid AND o.indexrelid <> i.indexrelid
                  AND starts_with(oc.relname, regexp_replace(c.relname, '_cc(new|old)[0-9]*$', '')))
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_locks AS held
                WHERE held.locktype = 'relation' AND held.relation = i.indrelid
                  AND held.mode = 'ShareUpdateExclusiveLock' AND held.pid <> pg_backend_pid())
            ORDER BY 1
            """;

    /** {@return what the statement builds anew; nothing if it is another one, or not concurrent} */
    static Optional<ConcurrentReindex> parse(String sql) {
        Words words = new Words(sql);
        if (!words.accept("REINDEX")) {
            return Optional.empty();
        }
        boolean isConcurrent = words.rest().startsWith("(")
                && words.rest().toUpperCase(java.util.Locale.ROOT).contains("CONCURRENTLY");
        words.skipParentheses();
        if (words.accept("INDEX")) {
            return scope(
                    words,
                    isConcurrent,
                    "built.oid IN (SELECT indrelid FROM pg_catalog.pg_index"
                            + " WHERE indexrelid IN (SELECT to_regclass(%1$s) UNION SELECT relid FROM pg_partition_tree(to_regclass(%1$s))))");
        }
        if (words.accept("TABLE")) {
            return scope(
                    words,
                    isConcurrent,
                    "built.oid IN (SELECT to_regclass(%1$s)"
                            + " UNION SELECT relid FROM pg_partition_tree(to_regclass(%1$s)))");
        }
        if (words.accept("SCHEMA")) {
            return scope(words, isConcurrent, "built.relnamespace = to_regnamespace(%1$s)");
        }
        return words.accept("DATABASE") ? scope(words, isConcurrent, "true") : Optional.empty();
    }

    private static Optional<ConcurrentReindex> scope(Words words, boolean isConcurrent, String scope) {
        boolean isAlsoConcurrent = words.accept("CONCURRENTLY");
        Optional<String> name = words.name();
        return isConcurrent || isAlsoConcurrent
                ? Optional.of(new ConcurrentReindex(scope.formatted(PostgresSql.literal(name.orElse("")))))
                : Optional.empty();
    }

    /** Drop what an interrupted attempt has left, and nobody works on. */
    void dropLeftovers(PostgresSession session) throws SQLException {
        List<String> leftovers = new ArrayList<>();
        try (PreparedStatement query = session.connection().prepareStatement(LEFTOVERS.formatted(scope));
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                leftovers.add(rows.getString(1));
            }
        }
        for (String leftover : leftovers) {
            session.execute("DROP INDEX CONCURRENTLY IF EXISTS " + leftover);
        }
    }
}
