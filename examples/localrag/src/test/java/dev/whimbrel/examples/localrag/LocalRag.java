package dev.whimbrel.examples.localrag;

import dev.whimbrel.cli.Main;
import dev.whimbrel.cli.command.Program;
import dev.whimbrel.cli.output.Terminal;
import dev.whimbrel.testkit.catalog.Catalog;
import dev.whimbrel.testkit.server.Neo4jServer;
import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Help.Ansi;

/** A copy of this example's files beside three empty databases, in which the program is run as a person would. */
final class LocalRag implements AutoCloseable {

    private final Path folder;
    private final TestDatabase main = PostgresServer.shared().createDatabase();
    private final Graph graph = Graph.empty(Neo4jServer.shared());
    private final Cache cache = new Cache();
    private final Map<String, String> variables = new TreeMap<>();
    private Program.Prompt prompt = Program.Prompt.NONE;

    private LocalRag(Path folder) {
        this.folder = folder;
    }

    /**
     * What came of a run.
     *
     * @param out what was printed as data
     * @param err what was said to the person
     */
    record Result(int exitCode, String out, String err) {

        String all() {
            return out + err;
        }
    }

    /** What the migrations bring about, apart from Whimbrel's own: one line a thing. */
    record State(Catalog main, List<String> graph, List<String> cache) {}

    static LocalRag in(Path folder) throws IOException {
        LocalRag localRag = new LocalRag(folder);
        Files.copy(Path.of("whimbrel.yaml"), folder.resolve("whimbrel.yaml"));
        Files.createDirectory(folder.resolve("migrations"));
        try (Stream<Path> scripts = Files.list(Path.of("migrations"))) {
            for (Path script : scripts.toList()) {
                Files.copy(script, folder.resolve(script));
            }
        }
        return localRag.use(Servers.shared());
    }

    /** Reach the databases at these servers from now on: writes {@code .env} as people do, with what is left to them. */
    LocalRag use(Servers servers) throws IOException {
        Map<String, String> values = Map.of(
                "POSTGRES_HOST", servers.postgres().host(),
                "POSTGRES_PORT", String.valueOf(servers.postgres().port()),
                "POSTGRES_DB", main.name(),
                "POSTGRES_USER", main.user(),
                "POSTGRES_PASSWORD", main.password(),
                "NEO4J_URI", "bolt://" + servers.neo4j(),
                "NEO4J_PASSWORD", Neo4jServer.shared().password(),
                "REDIS_URL", "redis://" + servers.redis() + "/" + cache.number());
        List<String> lines = Files.readAllLines(Path.of(".env.example")).stream()
                .map(line -> values.entrySet().stream()
                        .filter(entry -> line.startsWith(entry.getKey() + "="))
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .findFirst()
                        .orElse(line))
                .toList();
        Files.write(file(".env"), lines);
        return this;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    LocalRag variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    /** Have somebody in front of the terminal who answers. */
    LocalRag prompt(Program.Prompt answering) {
        prompt = answering;
        return this;
    }

    TestDatabase main() {
        return main;
    }

    Graph graph() {
        return graph;
    }

    Cache cache() {
        return cache;
    }

    State state() {
        try (Connection connection = main.connect()) {
            return new State(Catalog.ofPostgres(connection), graph.catalog(), cache.catalog());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return how often each migration was applied, of all databases} */
    Map<String, Long> applied() {
        Map<String, Long> applied = new TreeMap<>(graph.applied());
        applied.putAll(cache.applied());
        main.query("SELECT to_regclass('whimbrel_history')").stream()
                .filter(row -> row.get(0) != null)
                .flatMap(
                        table -> main
                                .query(
                                        "SELECT version, count(*) FROM whimbrel_history WHERE outcome = 'applied' GROUP BY 1")
                                .stream())
                .forEach(row -> applied.put(row.get(0), Long.valueOf(row.get(1))));
        return applied;
    }

    Result run(String... args) {
        return runIn(folder, args);
    }

    /** Run it in another working directory. */
    Result runIn(Path directory, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), Ansi.OFF);
        int exitCode = new Program(terminal, directory, variables, InputStream.nullInputStream(), prompt).run(args);
        terminal.out().flush();
        terminal.err().flush();
        return new Result(exitCode, out.toString(), err.toString());
    }

    /** Start it as a process of its own, which writes to that file. */
    Process start(String log, String... args) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .collect(Collectors.joining(File.pathSeparator)),
                Main.class.getName()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(file(log).toFile());
        builder.environment().putAll(variables);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        main.close();
        graph.close();
        cache.close();
    }
}
