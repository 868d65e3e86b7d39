package dev.whimbrel.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A running Neo4j 5.26, Community Edition, in a JVM of its own. Safe for use by several threads.
 *
 * <p>The server comes from the module {@code whimbrel-testkit-neo4j}, which tests that want one have on their class path.
 * This edition has one database, {@code neo4j}, so tests that share a server clean it up and run one after the other.
 */
public final class Neo4jServer implements AutoCloseable {

    private static final String PASSWORD = "whimbrel-test";
    private static final Duration START = Duration.ofMinutes(3);

    private static final SharedServer<Neo4jServer> SHARED = new SharedServer<>("Neo4j 5.26", List.of(new Neo4jJvm()));

    private final Path folder;
    private final int port;
    private GuardedProcess process;

    Neo4jServer(Path folder, int port) throws IOException, ServerAbsentException {
        this.folder = folder;
        this.port = port;
        this.process = start(folder, port);
    }

    /**
     * {@return the one server of this JVM, started by the first call}
     *
     * @throws ServerUnavailableException when it cannot be started; later calls repeat the first call's answer
     */
    public static Neo4jServer shared() {
        return SHARED.get();
    }

    /**
     * {@return a server of its own, with its own data folder}
     *
     * @throws ServerUnavailableException when it cannot be started
     */
    public static Neo4jServer start() {
        var source = new Neo4jJvm();
        try {
            return source.server();
        } catch (ServerAbsentException e) {
            throw ServerUnavailableException.of("a private Neo4j", Map.of(source.title(), e));
        }
    }

    private static GuardedProcess start(Path folder, int port) throws IOException, ServerAbsentException {
        var command = Neo4jJvm.command(folder, port, PASSWORD);
        Files.deleteIfExists(folder.resolve("server.log"));
        var process = GuardedProcess.start(folder, command, "KILL");
        try {
            return process.awaitReady(
                    "Neo4j", START, () -> process.log().lines().anyMatch("READY"::equals));
        } catch (IOException e) {
            throw new ServerAbsentException(String.valueOf(e.getMessage()), e);
        }
    }

    public String host() {
        return "127.0.0.1";
    }

    /** {@return the port of Bolt} */
    public int port() {
        return port;
    }

    /** {@return the URL, without user and password} */
    public String url() {
        return "bolt://" + host() + ":" + port;
    }

    public String user() {
        return "neo4j";
    }

    public String password() {
        return PASSWORD;
    }

    /** End the server in an instant, as a power cut would, and start it again on the same data and port. */
    public void crashAndRestart() {
        try {
            process.stop();
            process = start(folder, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ServerAbsentException e) {
            throw new IllegalStateException("Neo4j does not start again", e);
        }
    }

    /** End the server and remove its data. */
    @Override
    public void close() {
        process.remove();
    }

    @Override
    public String toString() {
        return "Neo4j at " + host() + ":" + port;
    }
}
