package dev.whimbrel.testkit.server;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Where a PostgreSQL server listens, who its superuser is, and which database to use for maintenance. */
record PostgresAddress(String host, int port, String user, String password, String database) {

    private static final Set<String> SCHEMES = Set.of("postgresql", "postgres");
    private static final int DEFAULT_PORT = 5432;
    private static final String DEFAULT_DATABASE = "postgres";

    /**
     * Reads {@code postgresql://user:password@host:port/database}; port, password and database may be left out.
     *
     * @throws IllegalArgumentException if the URL has another form; the message does not repeat the password
     */
    static PostgresAddress parse(String url) {
        var uri = uri(url);
        var account = uri.getRawUserInfo();
        if (uri.getScheme() == null || !SCHEMES.contains(uri.getScheme()) || uri.getHost() == null || account == null) {
            throw malformed();
        }
        var parts = account.split(":", 2);
        var path = uri.getPath() == null ? "" : uri.getPath();
        return new PostgresAddress(
                uri.getHost(),
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                decode(parts[0]),
                parts.length < 2 ? "" : decode(parts[1]),
                path.length() > 1 ? path.substring(1) : DEFAULT_DATABASE);
    }

    private static URI uri(String url) {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException e) {
            // The cause is left out on purpose: its message repeats the whole URL, password included.
            throw malformed();
        }
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("The URL is not of the form postgresql://user:password@host:port/database");
    }

    /** Decodes percent signs only; a plus sign stands for itself outside of forms. */
    private static String decode(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return user + "@" + host + ":" + port + "/" + database;
    }
}
