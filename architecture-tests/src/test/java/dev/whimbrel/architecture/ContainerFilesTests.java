package dev.whimbrel.architecture;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The Dockerfile and the compose files, as far as that can be told without containers. */
class ContainerFilesTests {

    private static final Path ROOT = Path.of("..");
    private static final Pattern VERSIONED = Pattern.compile("[a-z0-9./-]+:v?\\d[\\w.-]*");
    private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{([A-Z0-9_]+)(:[?-][^}]*)?}");

    private static List<String> instructions() throws IOException {
        return Files.readString(ROOT.resolve("Dockerfile"))
                .replaceAll("(?m)^#.*\n", "")
                .replaceAll("\\\\\n\\s*", "")
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static List<String> arguments(String instruction) throws IOException {
        return instructions().stream()
                .filter(line -> line.startsWith(instruction + " "))
                .map(line -> line.substring(instruction.length() + 1))
                .toList();
    }

    @Test
    void stagesAreBuiltOnVersionedImagesOrOnEachOther() throws IOException {
        List<String> stages = arguments("FROM").stream()
                .filter(from -> from.contains(" AS "))
                .map(from -> from.replaceFirst(".* AS ", ""))
                .toList();
        assertThat(arguments("FROM"))
                .extracting(from -> from.replaceFirst(" AS .*", ""))
                .allSatisfy(image -> assertThat(stages.contains(image)
                                || VERSIONED.matcher(image).matches())
                        .as(image)
                        .isTrue());
        assertThat(arguments("COPY"))
                .filteredOn(copy -> copy.startsWith("--from="))
                .isNotEmpty()
                .allSatisfy(copy -> assertThat(stages).contains(copy.replaceFirst("--from=(\\S+) .*", "$1")));
    }

    @Test
    void theProgramIsStartedDirectlyAndNotByRoot() throws IOException {
        assertThat(arguments("ENTRYPOINT")).containsExactly("[\"whimbrel\"]");
        assertThat(arguments("USER").get(arguments("USER").size() - 1)).matches("[1-9]\\d*:[1-9]\\d*");
        assertThat(instructions()).noneMatch(line -> line.startsWith("HEALTHCHECK"));
        List<String> stage = instructions();
        assertThat(stage.get(stage.size() - 1)).isEqualTo("FROM program");
    }

    @Test
    void theBuildFindsWhatItReads() throws IOException {
        String build = arguments("RUN").get(0);
        assertThat(build).contains("-Pdist", "-pl whimbrel-cli -am");
        assertThat(Files.readString(ROOT.resolve("whimbrel-cli/pom.xml"))).contains("<id>dist</id>");
        List<String> ignored = Files.readAllLines(ROOT.resolve(".dockerignore"));
        for (String module : modules()) {
            assertThat(isIgnored(ignored, module + "/pom.xml")).as(module).isFalse();
        }
        for (String read : List.of(
                "pom.xml",
                "LICENSE",
                ".mvn/jvm.config",
                "whimbrel-core/src/main/java/dev/whimbrel/Whimbrel.java",
                "whimbrel-cli/src/dist/bin/whimbrel",
                "whimbrel-cli/src/assembly/program.xml",
                "examples/rag-chat/migrations/001_users.sqlite.sql")) {
            assertThat(ROOT.resolve(read)).exists();
            assertThat(isIgnored(ignored, read)).as(read).isFalse();
        }
        assertThat(isIgnored(ignored, "whimbrel-core/target/classes")).isTrue();
        assertThat(isIgnored(ignored, "examples/localrag/.env")).isTrue();
    }

    private static List<String> modules() throws IOException {
        return Pattern.compile("<module>(.*?)</module>")
                .matcher(Files.readString(ROOT.resolve("pom.xml")))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** As Docker reads it: a pattern that names a folder is about all that is in it. */
    private static boolean isIgnored(List<String> patterns, String name) {
        return patterns.stream()
                .filter(pattern -> !pattern.isBlank() && !pattern.startsWith("#"))
                .flatMap(pattern -> Stream.of(pattern, pattern + "/**", pattern.replaceFirst("^\\*\\*/", "")))
                .anyMatch(pattern -> FileSystems.getDefault()
                        .getPathMatcher("glob:" + pattern)
                        .matches(Path.of(name)));
    }

    static Stream<Path> composeFiles() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("examples"))) {
            List<Path> found = files.filter(file -> !file.toString().contains("target"))
                    .filter(file -> file.getFileName().toString().matches("(docker-)?compose.*\\.ya?ml"))
                    .toList();
            return found.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("composeFiles")
    void servicesFitTogether(Path file) throws IOException {
        Map<?, ?> compose = (Map<?, ?>)
                requireNonNull(new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
        Map<?, ?> services = map(compose.get("services"));
        assertThat(services).isNotEmpty();
        services.forEach((name, value) -> {
            Map<?, ?> service = merged(map(value));
            assertThat(service.containsKey("image") || service.containsKey("build"))
                    .as("%s: what is %s made of?", file, name)
                    .isTrue();
            if (service.get("image") instanceof String image && !image.startsWith("whimbrel")) {
                assertThat(image).matches(VERSIONED);
            }
            if (service.get("healthcheck") != null) {
                assertThat(map(service.get("healthcheck")).containsKey("test"))
                        .as("%s", name)
                        .isTrue();
            }
            dependencies(service.get("depends_on")).forEach((other, condition) -> {
                assertThat(services.containsKey(other))
                        .as("%s needs %s", name, other)
                        .isTrue();
                if (condition.equals("service_healthy")) {
                    assertThat(map(services.get(other)).containsKey("healthcheck"))
                            .as("%s waits for the health of %s", name, other)
                            .isTrue();
                }
            });
            namedVolumes(service.get("volumes"))
                    .forEach(volume -> assertThat(map(compose.get("volumes")).containsKey(volume))
                            .as(volume)
                            .isTrue());
        });
    }

    @ParameterizedTest
    @MethodSource("composeFiles")
    void everyVariableHasADefaultOrIsInTheExampleOfSettings(Path file) throws IOException {
        Path example = file.resolveSibling(".env.example");
        String settings = Files.exists(example) ? "\n" + Files.readString(example) : "";
        assertThat(VARIABLE.matcher(Files.readString(file)).results().toList())
                .allSatisfy(variable -> assertThat(settings.contains("\n" + variable.group(1) + "=")
                                || settings.contains("\n# " + variable.group(1) + "=")
                                || variable.group(2) != null)
                        .as(variable.group())
                        .isTrue());
    }

    /** YAML's merge key, which compose understands and the newer YAML of the library does not. */
    private static Map<Object, Object> merged(Map<?, ?> service) {
        Map<Object, Object> merged = new HashMap<>(map(service.get("<<")));
        merged.putAll(service);
        return merged;
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value == null ? Map.of() : (Map<?, ?>) value;
    }

    private static Map<String, String> dependencies(@Nullable Object value) {
        Map<String, String> found = new TreeMap<>();
        if (value instanceof List<?> names) {
            names.forEach(name -> found.put(String.valueOf(name), "service_started"));
        } else {
            map(value)
                    .forEach((name, how) -> found.put(String.valueOf(name), String.valueOf(map(how).get("condition"))));
        }
        return found;
    }

    private static Stream<String> namedVolumes(@Nullable Object value) {
        return value == null
                ? Stream.of()
                : ((List<?>) value)
                        .stream()
                                .map(String::valueOf)
                                .filter(volume -> volume.matches("[a-z][\\w-]*:.*"))
                                .map(volume -> volume.split(":", 2)[0]);
    }
}
