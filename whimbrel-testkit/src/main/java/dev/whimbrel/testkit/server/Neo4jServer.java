package dev.whimbrel.testkit.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A running Neo4j 5.26, Community Edition, in a JVM of its own. Safe for use by several threads.
 *
 * <p>The server comes from the module {@code whimbrel-testkit-neo4j}, which tests that want one have on their class path.
 * This edition has one database, {@code neo4j}, so tests that share a server clean it up and run one after the other.
 */
public final class Neo4jServer implements AutoCloseable {

    private static final String PASSWORD = "whimbrel-test";
    private static final String HOME = "dev/whimbrel/testkit/neo4j/";
    private static final String MAIN = "dev.whimbrel.testkit.neo4j.ServerProcess";
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration BETWEEN = Duration.ofMillis(100);

    private static @Nullable Neo4jServer shared;
    private static @Nullable String failure;

    private final Path folder;
    private final int port;
    private GuardedProcess process;

    private Neo4jServer(Path folder, int port) throws IOException, ServerAbsentException {
        this.folder = folder;
        this.port = port;
        this.process = start(folder, port);
    }

    /**
     * {@return the one server of this JVM, started by the first call}
     *
     * @throws ServerUnavailableException when it cannot be started; later calls repeat the first call's answer
     */
    public static synchronized Neo4jServer shared() {
        if (failure != null) {
            throw new ServerUnavailableException(failure);
        }
        if (shared == null) {
            try {
                shared = start();
            } catch (ServerUnavailableException e) {
                failure = e.getMessage();
                throw e;
            }
        }
        return shared;
    }

    /**
     * {@return a server of its own, with its own data folder}
     *
     * @throws ServerUnavailableException when it cannot be started
     */
    public static Neo4jServer start() {
        try {
            return new Neo4jServer(Files.createTempDirectory("whimbrel-neo4j"), FreePort.find());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ServerAbsentException e) {
            throw ServerUnavailableException.of("Neo4j 5.26", Map.of("a JVM of its own", e));
        }
    }

    private static GuardedProcess start(Path folder, int port) throws IOException, ServerAbsentException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Files.deleteIfExists(folder.resolve("server.log"));
        GuardedProcess process = GuardedProcess.start(
                folder,
                List.of(
                        java,
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath(),
                        MAIN,
                        folder.toString(),
                        String.valueOf(port),
                        PASSWORD),
                "KILL");
        awaitReady(process);
        return process;
    }

    private static String classPath() throws IOException, ServerAbsentException {
        ClassLoader loader = Neo4jServer.class.getClassLoader();
        URL list = loader.getResource(HOME + "class-path");
        URL main = loader.getResource(HOME + "ServerProcess.class");
        if (list == null || main == null) {
            throw new ServerAbsentException("whimbrel-testkit-neo4j is not on the class path");
        }
        try (InputStream libraries = list.openStream()) {
            return location(main) + ":" + new String(libraries.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    /** {@return the jar or folder that holds a class} */
    private static String location(URL main) throws IOException {
        String url = main.toString();
        String root = url.startsWith("jar:") ? url.substring("jar:".length(), url.indexOf('!')) : url;
        try {
            Path path = Path.of(new URL(root).toURI());
            return url.startsWith("jar:")
                    ? path.toString()
                    : path.toString().substring(0, path.toString().indexOf("/" + HOME));
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private static void awaitReady(GuardedProcess process) throws IOException, ServerAbsentException {
        Instant deadline = Instant.now().plus(START);
        while (process.log().lines().noneMatch("READY"::equals)) {
            if (!process.isRunning() || Instant.now().isAfter(deadline)) {
                String log = process.log();
                process.remove();
                throw new ServerAbsentException("it did not start: " + log);
            }
            try {
                Thread.sleep(BETWEEN.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while Neo4j was starting", e);
            }
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
        try {
            process.remove();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "Neo4j at " + host() + ":" + port;
    }
}
