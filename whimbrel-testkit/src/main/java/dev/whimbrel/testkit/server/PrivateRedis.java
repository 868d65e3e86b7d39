package dev.whimbrel.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A Redis server of the unpacked distribution that its owner may stop and start again, on the same port and data. It
 * writes every command to its append-only file, and waits until that is on the disk, before it answers.
 *
 * <p>It ends with the JVM if it is not closed before. Not for use by several threads at once.
 */
public final class PrivateRedis implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final RedisServer server;
    private final List<String> command;
    private final Path folder;
    private GuardedProcess process;

    private PrivateRedis(RedisServer server, List<String> command, Path folder) throws IOException {
        this.server = server;
        this.command = command;
        this.folder = folder;
        this.process = launch();
    }

    static PrivateRedis start(RedisDistribution distribution, List<String> settings) {
        try {
            var address = new RedisAddress("127.0.0.1", FreePort.find(), "", "");
            var folder = Files.createTempDirectory("whimbrel-redis-");
            var file = folder.resolve("redis.conf");
            Files.write(file, lines(address.port(), folder, settings));
            var command = List.of(distribution.path("redis-server").toString(), file.toString());
            return new PrivateRedis(new RedisServer(address, distribution), command, folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Redis does not start: " + e.getMessage(), e);
        }
    }

    private static List<String> lines(int port, Path folder, List<String> settings) {
        var lines = new ArrayList<>(List.of(
                "bind 127.0.0.1",
                "port " + port,
                "dir " + folder,
                "save \"\"",
                "appendonly yes",
                "appendfsync always",
                "enable-debug-command yes"));
        lines.addAll(settings);
        return lines;
    }

    /** {@return the server, to connect to while it runs} */
    public RedisServer server() {
        return server;
    }

    /** Stops the server like a crash does: connections cut, nothing saved. The data stays. */
    public void stopImmediately() {
        process.stop();
    }

    /** Stops the server like a crash does, if it still runs, and starts it again on the same port and data. */
    public void restart() {
        try {
            process.stop();
            process = launch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the server and removes its data; closing twice is harmless. */
    @Override
    public void close() {
        process.remove();
    }

    private GuardedProcess launch() throws IOException {
        return GuardedProcess.start(folder, command, "KILL").awaitReady("Redis", LONGEST, this::isReady);
    }

    /** One that asks for a password is ready; one that still reads its data is not. */
    private boolean isReady() {
        try (var connection = server.connect(0)) {
            connection.sendCommand(Protocol.Command.PING);
            return true;
        } catch (JedisAccessControlException e) {
            return true;
        } catch (JedisException e) {
            return String.valueOf(e.getMessage()).startsWith("NOAUTH");
        }
    }
}
