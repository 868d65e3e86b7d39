package dev.whimbrel.server;

/**
 * Where to listen.
 *
 * @param host the name or address of an interface of this machine; {@code 0.0.0.0} is all of them
 * @param port 0 to 65535, where 0 is any that is free
 */
public record ServerSettings(String host, int port) {

    public ServerSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is a number from 0 to 65535: " + port);
        }
    }

    /** {@return port 8080, reachable from this machine only} */
    public static ServerSettings defaults() {
        return new ServerSettings("127.0.0.1", 8080);
    }

    public ServerSettings withHost(String other) {
        return new ServerSettings(other, port);
    }

    public ServerSettings withPort(int other) {
        return new ServerSettings(host, other);
    }
}
