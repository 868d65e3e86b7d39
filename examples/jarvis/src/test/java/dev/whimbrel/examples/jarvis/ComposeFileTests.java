package dev.whimbrel.examples.jarvis;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What the container's first start would do with the folder, as far as that can be told without containers. */
final class ComposeFileTests {

    private static Map<?, ?> in(Object map, String key) {
        return (Map<?, ?>) requireNonNull(((Map<?, ?>) map).get(key), key);
    }

    private static Object compose() throws IOException {
        return requireNonNull(
                new Load(LoadSettings.builder().build()).loadFromString(Files.readString(Path.of("compose.yaml"))));
    }

    @Test
    void theImageAndTheMigrationsReadTheSameFolder() throws IOException {
        Map<?, ?> services = in(compose(), "services");
        assertThat(String.valueOf(in(services, "postgres").get("volumes")))
                .contains("./migrations:/docker-entrypoint-initdb.d:ro")
                .doesNotContain("later");
        assertThat(String.valueOf(in(compose(), "x-whimbrel").get("volumes")))
                .contains("./migrations:/jarvis/migrations:ro", "./later:/jarvis/later:ro");
        assertThat(String.valueOf(in(services, "migrate").get("command")))
                .contains("whimbrel wait", "whimbrel migrate");
    }

    /** The image runs every file, and with psql every line of it. */
    @Test
    void theFolderHoldsNothingThatTheFirstStartMustNotRun() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("migrations"))) {
            List<Path> scripts = files.toList();
            assertThat(scripts).isNotEmpty().allSatisfy(script -> {
                assertThat(script.toString()).endsWith(".sql").doesNotContain(".down.");
                assertThat(Files.readString(script)).doesNotContain("migrate:down", "${", "CONCURRENTLY");
            });
        }
    }
}
