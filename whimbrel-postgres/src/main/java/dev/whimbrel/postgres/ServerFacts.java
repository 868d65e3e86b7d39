package dev.whimbrel.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What is worth knowing of the server and does not change while connected.
 *
 * @param schema where new tables go; nothing if the search path names no schema that exists
 * @param isReadOnly whether it takes no changes, as a standby
 * @param isPooled whether the server's process is another one than the one we were told when connecting
 */
record ServerFacts(
        @Nullable String schema,
        boolean isStandby,
        boolean isReadOnly,
        boolean isPooled,
        String version,
        String database,
        String role) {

    private static final String QUERY = """
            SELECT current_schema() AS schema, pg_is_in_recovery() AS standby,
                current_setting('transaction_read_only') AS read_only, pg_backend_pid() AS backend,
                current_setting('server_version') AS version, current_database() AS database, session_user AS role
            """;

    /** @param backend the number of the server's process, as it was told when connecting */
    static ServerFacts read(Connection connection, int backend) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(QUERY);
                ResultSet row = query.executeQuery()) {
            row.next();
            boolean isStandby = row.getBoolean("standby");
            return new ServerFacts(
                    row.getString("schema"),
                    isStandby,
                    isStandby || "on".equals(row.getString("read_only")),
                    row.getInt("backend") != backend,
                    row.getString("version"),
                    row.getString("database"),
                    row.getString("role"));
        }
    }

    /** {@return as in {@code 17}} */
    String majorVersion() {
        return version.replaceFirst("\\D.*$", "");
    }
}
