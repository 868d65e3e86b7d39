package dev.whimbrel.examples.localrag;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.whimbrel.cli.command.Program;
import dev.whimbrel.database.Secret;
import dev.whimbrel.examples.localrag.LocalRag.Result;
import dev.whimbrel.testkit.readme.ReadmeBlock;
import dev.whimbrel.testkit.server.Neo4jServer;
import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.RequiresNeo4j;
import dev.whimbrel.testkit.server.RequiresPostgres;
import dev.whimbrel.testkit.server.RequiresRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command of the README is run, and prints what the README says. */
@RequiresPostgres
@RequiresNeo4j
@RequiresRedis
final class ReadmeIT {

    @TempDir
    @Nullable
    Path home;

    private @Nullable LocalRag opened;

    @BeforeEach
    void open() throws IOException {
        opened = LocalRag.in(Files.createDirectory(requireNonNull(home).resolve("localrag")));
    }

    @AfterEach
    void close() {
        if (opened != null) {
            boolean hasRole = !opened.main()
                    .query("SELECT FROM pg_roles WHERE rolname = 'whimbrel_localrag'")
                    .isEmpty();
            if (hasRole) {
                opened.main().execute("DROP OWNED BY whimbrel_localrag", "DROP ROLE whimbrel_localrag");
            }
            opened.close();
        }
    }

    private LocalRag localRag() {
        return requireNonNull(opened);
    }

    private static List<ReadmeBlock> withoutErrors() throws IOException {
        return ReadmeBlock.all().stream()
                .filter(block -> block.code().isEmpty())
                .toList();
    }

    static List<ReadmeBlock> withErrors() throws IOException {
        return ReadmeBlock.all().stream()
                .filter(block -> !block.code().isEmpty())
                .toList();
    }

    /** One after the other, as somebody would who reads it for the first time. */
    @Test
    void leadsToWhatItSays() throws IOException {
        List<ReadmeBlock> blocks = withoutErrors();
        assertThat(blocks).hasSizeGreaterThan(3);
        for (ReadmeBlock block : blocks) {
            run(block, 0);
        }
    }

    @ParameterizedTest
    @MethodSource("withErrors")
    void showsErrorsAsTheyAre(ReadmeBlock block) throws IOException {
        prepare(block.code());
        run(block, block.code().compareTo("WB-04") < 0 ? 2 : 1);
    }

    private void prepare(String code) throws IOException {
        switch (code) {
            case "WB-0104" -> replaceIn(".env", "POSTGRES_PASSWORD=.*", "POSTGRES_PASSWORD=");
            case "WB-0405" -> {
                localRag()
                        .main()
                        .execute(
                                "CREATE ROLE whimbrel_localrag LOGIN PASSWORD 'secret'",
                                "GRANT CREATE ON SCHEMA public TO whimbrel_localrag");
                localRag().variable("POSTGRES_USER", "whimbrel_localrag").variable("POSTGRES_PASSWORD", "secret");
            }
            case "WB-0407" ->
                assumeTrue(localRag().main().query("SHOW ssl").equals(List.of(List.of("off"))), "the server has TLS");
            case "WB-0501" -> replaceIn("migrations/006_graph_foundation.cypher", "ON \\(e\\.type\\)", "ON e.type)");
            default -> {}
        }
    }

    private void replaceIn(String name, String pattern, String replacement) throws IOException {
        Path file = localRag().file(name);
        String text = Files.readString(file);
        assertThat(text).containsPattern(pattern);
        Files.writeString(file, text.replaceAll(pattern, replacement));
    }

    private void run(ReadmeBlock block, int exitCode) throws IOException {
        for (ReadmeBlock.Command command : block.commands()) {
            List<String> words = command.words();
            switch (words.get(0)) {
                case "cat" -> Files.write(localRag().file(words.get(1)), command.shown());
                case "whimbrel" -> {
                    command.variables().forEach(localRag()::variable);
                    Result result = execute(words.subList(1, words.size()));
                    assertThat(result.exitCode()).as(result.all()).isEqualTo(exitCode);
                    assertThat(command.shows(asInReadme(result.all())))
                            .as("README has:\n%s\nprinted is:\n%s", command, asInReadme(result.all()))
                            .isTrue();
                }
                default -> throw new AssertionError("nobody runs this: " + command.line());
            }
        }
    }

    /** What is typed by hand needs nothing but the folder; the password is asked for. */
    private Result execute(List<String> arguments) throws IOException {
        String[] real = arguments.stream().map(this::asHere).toArray(String[]::new);
        if (!real[0].equals("migrate-manual")) {
            return localRag().run(real);
        }
        Path elsewhere = Files.createDirectories(requireNonNull(home).resolve("elsewhere"));
        if (Files.notExists(elsewhere.resolve("migrations"))) {
            Files.createSymbolicLink(elsewhere.resolve("migrations"), localRag().file("migrations"));
        }
        Answers answers = new Answers(
                String.join(" ", real).contains("bolt:")
                        ? Neo4jServer.shared().password()
                        : PostgresServer.shared().password());
        Result result = localRag().prompt(answers).runIn(elsewhere, real);
        return new Result(result.exitCode(), answers.asked() + result.out(), result.err());
    }

    /** Somebody at the terminal who knows the password. */
    private static final class Answers implements Program.Prompt {

        private final String password;
        private final StringBuilder asked = new StringBuilder();

        Answers(String password) {
            this.password = password;
        }

        String asked() {
            return asked.toString();
        }

        @Override
        public Optional<Secret> secret(String question) {
            asked.append(question).append(":\n");
            return Optional.of(Secret.of(password));
        }

        @Override
        public boolean confirms(String question) {
            return false;
        }
    }

    /** {@return the word of a command, with the servers of this test instead of those of the README} */
    private String asHere(String word) {
        Servers servers = Servers.shared();
        return switch (word) {
            case "localhost" -> servers.postgres().host();
            case "5432" -> String.valueOf(servers.postgres().port());
            case "localrag_dev" -> localRag().main().name();
            case "localrag" -> localRag().main().user();
            case "bolt://localhost:7687" -> "bolt://" + servers.neo4j();
            case "redis://localhost:6379/0" ->
                "redis://" + servers.redis() + "/" + localRag().cache().number();
            default -> word;
        };
    }

    private String asInReadme(String output) {
        Servers servers = Servers.shared();
        return output.replace(servers.postgres().toString(), "localhost:5432")
                .replace(":" + servers.postgres().port(), ":5432")
                .replace(servers.neo4j().toString(), "localhost:7687")
                .replace(servers.redis() + "/" + localRag().cache().number(), "localhost:6379/0")
                .replace(localRag().main().name(), "localrag_dev")
                .replace("whimbrel_localrag", "localrag")
                .replace(localRag().file("").toString() + "/", "");
    }
}
