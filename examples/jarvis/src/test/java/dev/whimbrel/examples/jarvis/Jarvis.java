package dev.whimbrel.examples.jarvis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.whimbrel.cli.command.Program;
import dev.whimbrel.cli.output.Terminal;
import dev.whimbrel.testkit.catalog.Catalog;
import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine.Help.Ansi;

/** A copy of this example's files beside an empty database, in which the program is run as a person would. */
final class Jarvis implements AutoCloseable {

    private static final String ASSETS = "INSERT INTO ip_asset_embeddings (asset_id, owner_id, embedding)"
            + " SELECT 'asset ' || a, 'owner ' || mod(a, 7), (SELECT array_agg(sin(a * d)) FROM generate_series(1, 768) AS d)::vector"
            + " FROM generate_series(%d, %d) AS a";

    private final Path folder;
    private final TestDatabase database;
    private final Map<String, String> variables = new TreeMap<>();

    private Jarvis(Path folder, TestDatabase database) {
        this.folder = folder;
        this.database = database;
    }

    /**
     * What came of a run.
     *
     * @param output what was printed as data, then what was said to the person
     */
    record Result(int exitCode, String output) {}

    /** {@return the example in that folder; the role that the application has is there} */
    static Jarvis in(Path folder) throws IOException {
        for (String name : List.of("migrations", "later")) {
            Files.createDirectory(folder.resolve(name));
            for (Path script : list(Path.of(name))) {
                Files.copy(script, folder.resolve(script));
            }
        }
        Files.copy(Path.of("whimbrel.yaml"), folder.resolve("whimbrel.yaml"));
        PostgresServer server = PostgresServer.shared();
        TestDatabase database = server.createDatabase();
        database.execute("DO $$ BEGIN CREATE ROLE jarvis; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        return new Jarvis(folder, database)
                .variable("POSTGRES_HOST", server.host())
                .variable("POSTGRES_PORT", String.valueOf(server.port()))
                .variable("POSTGRES_DB", database.name())
                .variable("POSTGRES_USER", database.user())
                .variable("POSTGRES_PASSWORD", database.password());
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    Jarvis variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    Path folder() {
        return folder;
    }

    TestDatabase database() {
        return database;
    }

    Result run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), Ansi.OFF);
        int exitCode =
                new Program(terminal, folder, variables, InputStream.nullInputStream(), Program.Prompt.NONE).run(args);
        terminal.out().flush();
        terminal.err().flush();
        return new Result(exitCode, out.toString() + err);
    }

    /** Do what the entrypoint of the image does when the data folder is empty: psql, file by file, by name. */
    void startContainer() throws IOException, InterruptedException {
        String psql =
                PostgresServer.shared().program("psql").map(Path::toString).orElse("psql");
        for (Path script : list(folder.resolve("migrations"))) {
            List<String> command = new ArrayList<>(List.of(psql, "-v", "ON_ERROR_STOP=1", "--no-psqlrc", "-q"));
            command.addAll(List.of("-h", PostgresServer.shared().host(), "-U", database.user(), "-d", database.name()));
            command.addAll(List.of("-p", String.valueOf(PostgresServer.shared().port()), "-f", script.toString()));
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("PGPASSWORD", database.password());
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(script + ": " + output);
            }
        }
    }

    /** Analyse these assets, each with a vector of its own. */
    void load(int from, int to) {
        database.execute(ASSETS.formatted(from, to), "ANALYZE ip_asset_embeddings");
    }

    Catalog catalog() {
        try (Connection connection = database.connect()) {
            return Catalog.ofPostgres(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
