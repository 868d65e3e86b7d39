package dev.whimbrel.benchmarks.scenario;

import dev.whimbrel.benchmarks.contender.Access;
import dev.whimbrel.benchmarks.load.Format;
import dev.whimbrel.benchmarks.load.Load;
import dev.whimbrel.benchmarks.process.Stopwatch;
import dev.whimbrel.testkit.proxy.DistantServer;
import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What all contenders share: one server, the same server seen from afar, and the files. */
public final class Ground implements AutoCloseable {

    private final PostgresServer server;
    private final DistantServer distant;
    private final Path folder;
    private final Stopwatch stopwatch;

    public Ground(PostgresServer server, Duration roundTrip, Path folder, Stopwatch stopwatch) {
        this.server = server;
        this.distant = DistantServer.of(server.host(), server.port(), roundTrip.dividedBy(2));
        this.folder = folder;
        this.stopwatch = stopwatch;
    }

    Stopwatch stopwatch() {
        return stopwatch;
    }

    /** {@return an empty database, on a server that has nothing left to write from what went before} */
    TestDatabase database() {
        TestDatabase database = server.createDatabase();
        database.execute("CHECKPOINT");
        return database;
    }

    /** {@return the way to a database} */
    Access access(TestDatabase database, Distance distance) {
        return switch (distance) {
            case LOOPBACK -> access(server.host(), server.port(), database);
            case FAR -> access("127.0.0.1", distant.port(), database);
        };
    }

    private static Access access(String host, int port, TestDatabase database) {
        return new Access(host, port, database.name(), database.user(), database.password());
    }

    /** {@return the folder with those files, written by the first who asks for it} */
    Path files(Load load, Format format) {
        Path files = folder.resolve(load.name() + "-" + format.name());
        try {
            if (!Files.isDirectory(files)) {
                load.write(format, files);
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return how long an exchange takes, measured} */
    public Duration roundTrip(Distance distance) {
        try (TestDatabase database = server.createDatabase()) {
            return RoundTrip.measure(access(database, distance));
        }
    }

    @Override
    public void close() {
        distant.close();
    }
}
