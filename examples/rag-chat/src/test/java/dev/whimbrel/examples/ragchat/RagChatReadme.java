package dev.whimbrel.examples.ragchat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.cli.command.Program;
import dev.whimbrel.cli.output.Terminal;
import dev.whimbrel.testkit.model.OpenAiStandIn;
import dev.whimbrel.testkit.readme.ReadmeBlock;
import dev.whimbrel.testkit.readme.ReadmeBlock.Command;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;

/** Every command of the README is run, on the database that it is about, and prints what the README says. */
abstract class RagChatReadme {

    private static final int MESSAGES = 250;

    @TempDir
    private Path home;

    private final Map<String, String> variables = new TreeMap<>();
    private OpenAiStandIn openAi;

    /** {@return how its URL begins in the README} */
    abstract String scheme();

    /** {@return variables by which it is reached} */
    abstract Map<String, String> access();

    abstract Connection connect() throws SQLException;

    abstract List<String> query(String sql);

    @BeforeEach
    void begin() throws IOException {
        openAi = new OpenAiStandIn();
        Files.copy(Path.of("whimbrel.yaml"), home.resolve("whimbrel.yaml"));
        Files.createDirectory(home.resolve("migrations"));
        try (Stream<Path> scripts = Files.list(Path.of("migrations"))) {
            for (Path script : scripts.toList()) {
                Files.copy(script, home.resolve(script));
            }
        }
        variables.put("WHIMBREL_MODELS_TEXT_EMBEDDING_3_SMALL_BASE_URL", openAi.url());
        variables.putAll(access());
    }

    @AfterEach
    void end() {
        openAi.close();
    }

    final Path home() {
        return home;
    }

    @Test
    void leadsToWhatItSays() throws IOException, SQLException {
        boolean isOurs = false;
        for (ReadmeBlock block : ReadmeBlock.all()) {
            if (block.code().isEmpty()) {
                for (Command command : block.commands()) {
                    isOurs = command.line().startsWith("export DATABASE_URL=")
                            ? command.line().contains("=" + scheme())
                            : isOurs;
                    if (isOurs) {
                        play(command);
                    }
                }
            }
        }
        assertThat(openAi.requests()).extracting(List::size).allMatch(size -> size <= 100);
        assertThat(openAi.requests().stream().mapToInt(List::size).sum()).isEqualTo(MESSAGES + 2);
        assertThat(query("SELECT count(*) FROM chat_messages WHERE embedding IS NULL"))
                .containsExactly("0");
        assertThat(query("SELECT name FROM whimbrel_reader ORDER BY name"))
                .containsExactly("chat_messages.embedding", "standalone_chat_messages.embedding");
    }

    private void play(Command command) throws SQLException {
        if (command.line().startsWith("export OPENAI_API_KEY=")) {
            variables.put("OPENAI_API_KEY", OpenAiStandIn.KEY);
        } else if (command.line().startsWith("export ") && !scheme().equals("sqlite")) {
            // Production has been there before there were embeddings.
            run("migrate", "--target", "004");
            write();
        } else if (!command.line().startsWith("export ")) {
            check(command, 0);
            if (command.line().endsWith("--target 005")) {
                write();
            }
        }
    }

    @Test
    void needsNoKeyToMigrateAndGoesOnAfterAWrongOne() throws IOException, SQLException {
        run("migrate", "--target", "005");
        write();
        run("migrate");
        check(error("WB-0702"), 2);
        assertThat(openAi.asked()).isZero();

        variables.put("OPENAI_API_KEY", "sk-of-somebody-else");
        String said = check(error("WB-0703"), 1);
        assertThat(said).doesNotContain("sk-of-somebody-else");
        assertThat(openAi.requests()).isEmpty();
        variables.put("OPENAI_API_KEY", OpenAiStandIn.KEY);
        run("backfill");
        assertThat(query("SELECT count(*) FROM chat_messages WHERE embedding IS NULL"))
                .containsExactly("0");
    }

    private static Command error(String code) throws IOException {
        return ReadmeBlock.all().stream()
                .filter(block -> block.code().equals(code))
                .map(block -> block.commands().get(0))
                .findFirst()
                .orElseThrow();
    }

    private String check(Command command, int exitCode) {
        List<String> words = command.words();
        assertThat(words.get(0)).isEqualTo("whimbrel");
        StringWriter all = new StringWriter();
        assertThat(run(all, words.subList(1, words.size()))).as(all.toString()).isEqualTo(exitCode);
        assertThat(command.shows(all.toString()))
                .as("README has:\n%s\nprinted is:\n%s", command, all)
                .isTrue();
        return all.toString();
    }

    private void run(String... words) {
        StringWriter all = new StringWriter();
        assertThat(run(all, List.of(words))).as(all.toString()).isZero();
    }

    private int run(StringWriter all, List<String> words) {
        PrintWriter writer = new PrintWriter(all);
        Terminal terminal = new Terminal(writer, writer, Ansi.OFF);
        int exitCode = new Program(terminal, home, variables, InputStream.nullInputStream(), Program.Prompt.NONE)
                .run(words.toArray(String[]::new));
        writer.flush();
        return exitCode;
    }

    /** People write messages. */
    private void write() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO users (id, email, display_name) VALUES (1, 'ada@example.org', 'Ada')");
            statement.execute("INSERT INTO chat_sessions (id, user_id) VALUES (1, 1)");
            // Numbers of equal length: the few shorter ones would lie so far off that an index may lose them.
            for (int i = 100; i < 100 + MESSAGES; i++) {
                statement.execute("INSERT INTO chat_messages (session_id, role, content) VALUES (1, 'user', 'message "
                        + i + " of the day')");
            }
            statement.execute(
                    "INSERT INTO standalone_chat_messages (user_id, role, content) VALUES (1, 'user', 'quick'),"
                            + " (1, 'assistant', 'and short')");
        }
    }
}
