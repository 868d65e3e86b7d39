package dev.whimbrel.postgres.lexing;

import dev.whimbrel.testkit.Eventually;
import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.ServerUnavailableException;
import dev.whimbrel.testkit.server.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A server of its own that logs the text of every statement it gets: the oracle of these tests.
 *
 * <p>A statement that the server can parse is logged before it runs, whatever becomes of it. One that it cannot parse
 * is logged with the error. So nothing that a client sends is missing.
 *
 * <p>It needs the testkit's unpacked distribution, for psql and for the log file, even where other tests use a server
 * from Docker or from the environment. A machine that cannot have it, such as one without apt or without a Debian mirror,
 * skips these tests. One that can, but on which fetching or starting it fails, skips them too, except under
 * {@code CI=true}, where they fail.
 */
public final class StatementLog {

    private static final Map<String, String> SETTINGS = Map.of(
            "log_statement", "all",
            "log_destination", "csvlog",
            "logging_collector", "on",
            "log_directory", "log",
            "log_filename", "statements.log",
            "log_rotation_age", "0",
            "log_rotation_size", "0");

    private static final String LOGGED = "statement: ";

    private static @Nullable StatementLog shared;

    private final PostgresServer server;
    private final Path file;

    /** Says in the log how far it has come. It stays open for as long as the server runs. */
    private final Connection marker;

    private StatementLog(PostgresServer server, Path file, Connection marker) {
        this.server = server;
        this.file = file;
        this.marker = marker;
    }

    /** {@return the one of this JVM, started by the first call; without one, the test that asks is skipped} */
    public static synchronized StatementLog shared() {
        if (shared == null) {
            shared = start();
        }
        return shared;
    }

    /** The server ends with the JVM. */
    private static StatementLog start() {
        try {
            PostgresServer server = PostgresServer.start(SETTINGS).server();
            TestDatabase database = server.createDatabase();
            String data =
                    String.valueOf(database.query("SHOW data_directory").get(0).get(0));
            return new StatementLog(server, Path.of(data, "log", "statements.csv"), database.connect());
        } catch (SQLException e) {
            throw new IllegalStateException("the server that logs refuses a connection", e);
        } catch (ServerUnavailableException e) {
            boolean failed = Arrays.stream(e.getSuppressed()).anyMatch(reason -> reason.getCause() != null);
            if (failed && Boolean.parseBoolean(System.getenv("CI"))) {
                throw e;
            }
            return Assumptions.abort(e.getMessage());
        }
    }

    /** {@return the server} */
    public PostgresServer server() {
        return server;
    }

    /** What sends statements, and has sent them all when it returns. */
    @FunctionalInterface
    public interface Work {
        /** Send statements. */
        void run() throws Exception;
    }

    /** {@return the texts of all statements that reach a database during the work, in their order, byte for byte} */
    public List<String> during(TestDatabase database, Work work) throws Exception {
        // The log is written by a process of its own, in the order in which it is told, and some time later.
        long from = Files.size(file);
        String first = mark();
        work.run();
        String last = mark();
        List<LogEntry> entries = new ArrayList<>();
        Eventually.holds("the log has the statement that comes last", () -> {
            String log = readFrom(from);
            entries.clear();
            entries.addAll(log.contains(last) ? LogEntry.parse(log) : List.of());
            return entries.stream().anyMatch(entry -> entry.message().endsWith(last));
        });
        return statements(entries.stream()
                .dropWhile(entry -> !entry.message().endsWith(first))
                .filter(entry -> entry.database().equals(database.name()))
                .toList());
    }

    private String mark() throws SQLException {
        String mark = "SELECT '" + UUID.randomUUID() + "'";
        try (Statement statement = marker.createStatement()) {
            statement.execute(mark);
        }
        return mark;
    }

    private String readFrom(long offset) {
        try (var channel = Files.newByteChannel(file)) {
            var bytes = ByteBuffer.allocate(Math.toIntExact(channel.size() - offset));
            channel.position(offset);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // A file may be read in pieces.
            }
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> statements(List<LogEntry> entries) {
        List<String> texts = new ArrayList<>();
        Optional<String> running = Optional.empty();
        for (LogEntry entry : entries) {
            if (entry.severity().equals("LOG") && entry.message().startsWith(LOGGED)) {
                String text = entry.message().substring(LOGGED.length());
                texts.add(text);
                running = Optional.of(text);
            } else if (entry.severity().equals("ERROR") && !entry.query().isEmpty()) {
                // A statement fails at most once, so an error belongs to the one that runs, or to one that does not
                // parse.
                if (!running.equals(Optional.of(entry.query()))) {
                    texts.add(entry.query());
                }
                running = Optional.empty();
            }
        }
        return texts;
    }
}
