package dev.whimbrel.testkit.server;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;

/**
 * The question whether a Docker engine is there, answered without Testcontainers' noise where there is none.
 *
 * <p>Testcontainers logs a page of errors and takes seconds when it finds no engine. So the usual sockets are pinged
 * first; only an engine that is named otherwise, by {@code DOCKER_HOST} or on Windows, is left to Testcontainers.
 */
final class DockerEngine {

    private static final String UNIX = "unix://";
    private static final long SECONDS = 3;

    private DockerEngine() {}

    static boolean answers() {
        var host = System.getenv("DOCKER_HOST");
        if (host != null && host.startsWith(UNIX)) {
            return pings(Path.of(host.substring(UNIX.length())));
        }
        if (host != null
                || System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows")) {
            return DockerClientFactory.instance().isDockerAvailable();
        }
        return sockets().anyMatch(DockerEngine::pings);
    }

    private static Stream<Path> sockets() {
        var home = Path.of(System.getProperty("user.home"));
        var runtime = System.getenv("XDG_RUNTIME_DIR");
        return Stream.concat(
                Stream.of(
                        Path.of("/var/run/docker.sock"),
                        home.resolve(".docker/run/docker.sock"),
                        home.resolve(".docker/desktop/docker.sock")),
                Stream.ofNullable(runtime).map(folder -> Path.of(folder, "docker.sock")));
    }

    private static boolean pings(Path socket) {
        return Files.exists(socket)
                && CompletableFuture.supplyAsync(() -> ping(socket))
                        .completeOnTimeout(false, SECONDS, TimeUnit.SECONDS)
                        .join();
    }

    private static boolean ping(Path socket) {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            var request = "GET /_ping HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n";
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            var answer = ByteBuffer.allocate("HTTP/1.1 200".length());
            while (answer.hasRemaining() && channel.read(answer) >= 0) {
                // until the status is read or the engine hangs up
            }
            return new String(answer.array(), StandardCharsets.US_ASCII).endsWith(" 200");
        } catch (IOException e) {
            return false;
        }
    }
}
