package dev.whimbrel.examples.localrag;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.cli.command.Program;
import dev.whimbrel.cli.output.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import picocli.CommandLine.Help.Ansi;

/** What compose.yaml asks of whimbrel, as far as that can be told without containers. */
final class ComposeFileTests {

    private static final String WHIMBREL = "/opt/whimbrel/bin/whimbrel";
    private static final Pattern REQUIRED = Pattern.compile("\\$\\{([A-Z0-9_]+):\\?[^}]*}");

    @TempDir
    @Nullable
    Path home;

    private String text = "";
    private Map<?, ?> compose = Map.of();

    @BeforeEach
    void read() throws IOException {
        text = Files.readString(Path.of("compose.yaml"));
        compose = (Map<?, ?>) requireNonNull(new Load(LoadSettings.builder().build()).loadFromString(text));
    }

    private static Map<?, ?> in(Map<?, ?> map, String key) {
        return (Map<?, ?>) requireNonNull(map.get(key), key);
    }

    private static List<String> words(@Nullable Object list) {
        return ((List<?>) requireNonNull(list)).stream().map(String::valueOf).toList();
    }

    private String run(Map<String, String> variables, List<String> arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), Ansi.OFF);
        Program program = new Program(
                terminal, requireNonNull(home), variables, InputStream.nullInputStream(), Program.Prompt.NONE);
        assertThat(program.run(arguments.toArray(String[]::new)))
                .as("%s: %s", arguments, err)
                .isZero();
        return out.toString();
    }

    @Test
    void setsEveryVariableThatTheSettingsName() throws IOException {
        Files.copy(Path.of("whimbrel.yaml"), requireNonNull(home).resolve("whimbrel.yaml"));
        Map<String, String> variables = new TreeMap<>();
        in(in(compose, "x-whimbrel"), "environment")
                .forEach((name, value) -> variables.put(
                        name.toString(), REQUIRED.matcher(value.toString()).replaceAll("given")));

        assertThat(run(variables, List.of("config")))
                .contains(
                        "postgresql://postgres:5432/given?sslmode=prefer", "bolt://neo4j:7687", "redis://redis:6379/0")
                .doesNotContain("localhost");
        assertThat(words(new ArrayList<>(in(compose, "services").keySet()))).contains("postgres", "neo4j", "redis");
    }

    @Test
    void runsCommandsThatThereAre() {
        List<List<String>> commands = new ArrayList<>();
        in(compose, "services").values().forEach(each -> {
            Map<?, ?> service = (Map<?, ?>) each;
            if (service.containsKey("entrypoint")) { // a shell
                Arrays.stream(words(service.get("command")).get(0).split(" && (exec )?"))
                        .map(command -> Arrays.asList(command.split(" ")))
                        .peek(command -> assertThat(command.get(0)).isEqualTo(WHIMBREL))
                        .forEach(command -> commands.add(command.subList(1, command.size())));
            } else if (service.containsKey("<<")) {
                commands.add(words(service.get("command")));
            }
        });
        assertThat(commands).extracting(command -> command.get(0)).containsExactly("wait", "migrate", "serve");
        for (List<String> command : commands) {
            List<String> asked = new ArrayList<>(command);
            asked.add("--help");
            assertThat(run(Map.of(), asked)).contains("Usage: whimbrel " + command.get(0));
        }
    }

    @Test
    void asksForNothingThatTheExampleOfSettingsDoesNotName() throws IOException {
        String example = Files.readString(Path.of(".env.example"));
        List<String> names = new ArrayList<>();
        Matcher matcher = REQUIRED.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        assertThat(names).contains("POSTGRES_PASSWORD", "NEO4J_PASSWORD");
        assertThat(names).filteredOn(name -> !name.equals("WHIMBREL_HOME")).allSatisfy(name -> assertThat(example)
                .contains("\n" + name + "="));
    }
}
