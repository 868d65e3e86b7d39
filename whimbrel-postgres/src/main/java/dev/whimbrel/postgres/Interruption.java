package dev.whimbrel.postgres;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * An earlier attempt at a script that ended without a word. Whether the statement after the last one counted was carried
 * out is not known; but what it made is younger than the attempt's entry in the history, and what others made is older.
 *
 * @param table the history's, quoted
 * @param rank of the entry; zero if there is none
 */
record Interruption(String table, long rank) {

    static final Interruption NONE = new Interruption("", 0);

    boolean isKnown() {
        return rank > 0;
    }

    /**
     * {@return whether a row of the catalog was written after the attempt began}
     *
     * @param condition which row, in SQL
     */
    boolean isFollowedBy(PostgresSession session, String catalog, String condition) throws SQLException {
        if (!isKnown()) {
            return false;
        }
        String younger = "SELECT 1 FROM pg_catalog.%s AS made, %s AS entry WHERE %s AND entry.rank = %d"
                + " AND age(made.xmin) < age(entry.xmin)";
        try (PreparedStatement query = session.connection()
                        .prepareStatement(younger.formatted(catalog, table, "made." + condition, rank));
                ResultSet row = query.executeQuery()) {
            return row.next();
        }
    }
}
