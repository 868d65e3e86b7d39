package dev.whimbrel.testkit.server;

import java.net.URI;

/**
 * Where a Redis server listens, and its password.
 *
 * @param user empty for the default user
 * @param password empty if the server asks for none
 */
record RedisAddress(String host, int port, String user, String password) {

    private static final int DEFAULT_PORT = 6379;

    /**
     * Reads {@code redis://user:password@host:port}; everything but the host may be left out.
     *
     * @throws IllegalArgumentException if the URL has another form; the message does not repeat the password
     */
    static RedisAddress parse(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            // The cause is left out on purpose: its message repeats the whole URL, password included.
            throw malformed();
        }
        if (!"redis".equals(uri.getScheme()) || uri.getHost() == null) {
            throw malformed();
        }
        var account = uri.getUserInfo() == null ? ":" : uri.getUserInfo();
        var colon = account.indexOf(':');
        return new RedisAddress(
                uri.getHost(),
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                colon < 0 ? account : account.substring(0, colon),
                colon < 0 ? "" : account.substring(colon + 1));
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("The URL is not of the form redis://user:password@host:port");
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
