package dev.whimbrel.postgres;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Lets the server judge whether an index is what a statement defines.
 *
 * <p>What the server stores of an index it shows in its own words: expressions are rewritten, names qualified, defaults
 * left out. So the statement builds its index a second time, on an empty temporary copy of the table, and the server shows
 * both. The copy has the table's name, which expressions may mention, and goes with its transaction.
 */
final class IndexComparison {

    private static final String COPY = "whimbrel_copy";

    /** An index of another tablespace than the database's own is another index only if the statement says so. */
    private static final String IS_SAME = """
            SELECT a.indisunique = b.indisunique
                AND substr(pg_get_indexdef(a.indexrelid), strpos(pg_get_indexdef(a.indexrelid), ' USING '))
                  = substr(pg_get_indexdef(b.indexrelid), strpos(pg_get_indexdef(b.indexrelid), ' USING '))
                AND cb.reltablespace IN (0, ca.reltablespace)
            FROM pg_catalog.pg_index AS a JOIN pg_catalog.pg_class AS ca ON ca.oid = a.indexrelid,
                pg_catalog.pg_index AS b JOIN pg_catalog.pg_class AS cb ON cb.oid = b.indexrelid
            WHERE a.indexrelid = ? AND b.indexrelid = 'pg_temp.%s'::regclass
            """.formatted(COPY);

    private final PostgresSession session;
    private final IndexDefinition wanted;

    IndexComparison(PostgresSession session, IndexDefinition wanted) {
        this.session = session;
        this.wanted = wanted;
    }

    /** {@return whether the index of that number is the one wanted; nothing if the server cannot tell} */
    Optional<Boolean> isSame(long index) throws SQLException {
        String copy = "pg_temp." + unqualified(wanted.table());
        try {
            session.execute("BEGIN; SET LOCAL temp_tablespaces = ''; CREATE TEMP TABLE " + copy + " (LIKE "
                    + wanted.table() + "); " + wanted.on(COPY, copy));
            try (PreparedStatement query = session.connection().prepareStatement(IS_SAME)) {
                query.setLong(1, index);
                try (ResultSet row = query.executeQuery()) {
                    return row.next() ? Optional.of(row.getBoolean(1)) : Optional.empty();
                }
            }
        } catch (SQLException e) {
            if (PostgresErrors.mayPass(e)) {
                throw e;
            }
            return Optional.empty();
        } finally {
            session.rollback();
        }
    }

    /** The last part of a name as it is written; there may be a dot within quotes. */
    private static String unqualified(String written) {
        boolean isQuoted = false;
        int begin = 0;
        for (int i = 0; i < written.length(); i++) {
            if (written.charAt(i) == '"') {
                isQuoted = !isQuoted;
            } else if (written.charAt(i) == '.' && !isQuoted) {
                begin = i + 1;
            }
        }
        return written.substring(begin);
    }
}
