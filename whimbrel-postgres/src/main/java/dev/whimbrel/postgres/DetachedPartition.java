package dev.whimbrel.postgres;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * {@code ALTER TABLE … DETACH PARTITION … CONCURRENTLY}, which commits half-way: one that was interrupted then can only be
 * finalized, and refuses to begin again.
 *
 * @param parent as written
 * @param partition as written
 */
record DetachedPartition(String parent, String partition) {

    private static final String PENDING = """
            SELECT inhdetachpending FROM pg_catalog.pg_inherits
            WHERE inhparent = to_regclass(?) AND inhrelid = to_regclass(?)
            """;

    /** {@return the parts of the statement; nothing if it is another one} */
    static Optional<DetachedPartition> parse(String sql) {
        Words words = new Words(sql);
        if (!words.accept("ALTER", "TABLE")) {
            return Optional.empty();
        }
        words.accept("IF", "EXISTS");
        Optional<String> parent = words.name();
        if (parent.isEmpty() || !words.accept("DETACH", "PARTITION")) {
            return Optional.empty();
        }
        Optional<String> partition = words.name();
        return partition.isPresent() && words.accept("CONCURRENTLY")
                ? Optional.of(new DetachedPartition(parent.get(), partition.get()))
                : Optional.empty();
    }

    /** Finish what was begun. {@return whether there is nothing left to do} */
    boolean isDone(PostgresSession session, Interruption interruption) throws SQLException {
        try (PreparedStatement query = session.connection().prepareStatement(PENDING)) {
            query.setString(1, parent);
            query.setString(2, partition);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return interruption.isKnown();
                }
                if (!row.getBoolean(1)) {
                    return false;
                }
            }
        }
        session.execute("ALTER TABLE " + parent + " DETACH PARTITION " + partition + " FINALIZE");
        return true;
    }
}
