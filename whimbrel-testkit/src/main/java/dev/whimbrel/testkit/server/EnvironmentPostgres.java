package dev.whimbrel.testkit.server;

import java.sql.SQLException;
import java.util.Map;

/**
 * The server that an environment variable names.
 *
 * <p>A variable that is set but wrong is a failure and not a reason to look elsewhere: who set it wants that server.
 */
record EnvironmentPostgres(Map<String, String> environment) implements ServerSource<PostgresServer> {

    private static final String VARIABLE = "WHIMBREL_TEST_POSTGRES_URL";

    EnvironmentPostgres() {
        this(System.getenv());
    }

    @Override
    public String title() {
        return "the environment";
    }

    @Override
    public PostgresServer server() throws ServerAbsentException {
        var url = environment.get(VARIABLE);
        if (url == null || url.isBlank()) {
            throw new ServerAbsentException(VARIABLE + " is not set");
        }
        var server = new PostgresServer(address(url), null);
        try {
            server.connectForMaintenance().close();
            return server;
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot connect to the server of " + VARIABLE + ": " + e.getMessage(), e);
        }
    }

    private static PostgresAddress address(String url) {
        try {
            return PostgresAddress.parse(url);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(VARIABLE + " is wrong: " + e.getMessage(), e);
        }
    }
}
