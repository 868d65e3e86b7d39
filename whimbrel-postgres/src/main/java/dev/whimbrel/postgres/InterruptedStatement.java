package dev.whimbrel.postgres;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out whether a statement outside transactions was carried out by an attempt that was interrupted before it could
 * be counted. Those that do no harm the second time, as {@code VACUUM} or {@code ALTER SYSTEM}, are not asked about.
 */
final class InterruptedStatement {

    /** What a subscription says to a publication that it has already, or has no longer. */
    private static final Set<String> ALREADY_SO = Set.of("42710", "42704");

    private final PostgresSession session;
    private final Interruption interruption;

    InterruptedStatement(PostgresSession session, Interruption interruption) {
        this.session = session;
        this.interruption = interruption;
    }

    /** {@return whether the effect of the statement is there, and was not before the attempt} */
    boolean isDone(String sql) throws SQLException {
        Words words = new Words(sql);
        if (words.accept("DROP", "INDEX", "CONCURRENTLY")) {
            words.accept("IF", "EXISTS");
            return isGone("SELECT to_regclass(%s)", words.name());
        }
        if (words.accept("CREATE", "DATABASE")) {
            return isMade("pg_database", "datname", words.name());
        }
        if (words.accept("DROP", "DATABASE")) {
            return isDropped("pg_database", "datname", words);
        }
        if (words.accept("CREATE", "TABLESPACE")) {
            return isMade("pg_tablespace", "spcname", words.name());
        }
        if (words.accept("DROP", "TABLESPACE")) {
            return isDropped("pg_tablespace", "spcname", words);
        }
        if (words.accept("CREATE", "SUBSCRIPTION")) {
            return isMade("pg_subscription", "subname", words.name());
        }
        return words.accept("DROP", "SUBSCRIPTION") && isDropped("pg_subscription", "subname", words);
    }

    /** {@return whether a refusal says that there is nothing left to do} */
    static boolean isDone(String sql, SQLException refusal) {
        return new Words(sql).accept("ALTER", "SUBSCRIPTION") && ALREADY_SO.contains(PostgresErrors.state(refusal));
    }

    private boolean isMade(String catalog, String column, Optional<String> name) throws SQLException {
        return name.isPresent() && interruption.isFollowedBy(session, catalog, column + " = " + asStored(name.get()));
    }

    private boolean isDropped(String catalog, String column, Words words) throws SQLException {
        words.accept("IF", "EXISTS");
        return isGone(
                "SELECT (SELECT oid FROM pg_catalog." + catalog + " WHERE " + column + " = (parse_ident(%s))[1]::name)",
                words.name());
    }

    private boolean isGone(String search, Optional<String> name) throws SQLException {
        if (name.isEmpty()) {
            return false;
        }
        try (PreparedStatement query =
                        session.connection().prepareStatement(search.formatted(PostgresSql.literal(name.get())));
                ResultSet row = query.executeQuery()) {
            return row.next() && row.getString(1) == null;
        }
    }

    private static String asStored(String name) {
        return "(parse_ident(" + PostgresSql.literal(name) + "))[1]::name";
    }
}
