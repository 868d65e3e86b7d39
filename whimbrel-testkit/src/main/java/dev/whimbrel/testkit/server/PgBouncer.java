package dev.whimbrel.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A PgBouncer in front of a PostgreSQL server, from Debian's package. It lets in whoever comes, and is the superuser on
 * the server. It ends with the JVM if it is not closed before.
 */
public final class PgBouncer implements AutoCloseable {

    private static final DebianPackages PACKAGES =
            DebianPackages.of("trixie", "pgbouncer").describedAs("PgBouncer").withPrograms("usr/sbin");

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final int port;
    private final GuardedProcess process;

    private PgBouncer(int port, GuardedProcess process) {
        this.port = port;
        this.process = process;
    }

    /**
     * Starts one that takes connections to all databases of the server.
     *
     * @param settings lines for the section {@code pgbouncer} of its configuration, such as {@code pool_mode}
     * @throws ServerUnavailableException when this machine cannot have it
     */
    public static PgBouncer start(PostgresServer server, Map<String, String> settings) {
        try {
            var account = ServerAccount.choose();
            var program = PACKAGES.in(CacheFolder.ofThisUser()).resolve("usr/sbin/pgbouncer");
            return start(server, settings, program, account);
        } catch (ServerAbsentException | CommandFailedException | UncheckedIOException e) {
            var reason = new ServerAbsentException(String.valueOf(e.getMessage()), e);
            throw ServerUnavailableException.of("a PgBouncer", Map.of("Debian's package", reason));
        }
    }

    private static PgBouncer start(
            PostgresServer server, Map<String, String> settings, Path program, ServerAccount account) {
        try {
            var port = FreePort.find();
            var folder = Files.createTempDirectory("whimbrel-pgbouncer-");
            account.own(folder);
            var file = Files.writeString(folder.resolve("pgbouncer.ini"), configuration(server, port, settings));
            account.own(file);
            var command = account.run(List.of(program.toString(), file.toString()));
            var process = GuardedProcess.start(folder, command, "TERM")
                    .awaitReady("PgBouncer", LONGEST, () -> takesConnections(port));
            return new PgBouncer(port, process);
        } catch (IOException e) {
            throw new UncheckedIOException("PgBouncer does not start: " + e.getMessage(), e);
        }
    }

    private static String configuration(PostgresServer server, int port, Map<String, String> more) {
        var settings = new LinkedHashMap<String, String>();
        settings.put("listen_addr", "127.0.0.1");
        settings.put("listen_port", String.valueOf(port));
        settings.put("unix_socket_dir", "");
        settings.put("auth_type", "any");
        settings.putAll(more);
        var lines = settings.entrySet().stream()
                .map(setting -> setting.getKey() + " = " + setting.getValue() + "\n")
                .collect(Collectors.joining());
        return """
            [databases]
            * = host=%s port=%d user=%s password='%s'
            [pgbouncer]
            """.formatted(
                                server.host(),
                                server.port(),
                                server.user(),
                                server.password().replace("'", "''"))
                + lines;
    }

    private static boolean takesConnections(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** {@return the port to connect to, at 127.0.0.1} */
    public int port() {
        return port;
    }

    /** Stops it; closing twice is harmless. */
    @Override
    public void close() {
        process.remove();
    }
}
