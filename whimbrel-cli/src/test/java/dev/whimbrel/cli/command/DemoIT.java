package dev.whimbrel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.cli.command.Workplace.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo does what it says, with the real model, a real kill and a real database. */
class DemoIT {

    private static final Pattern KILLED = Pattern.compile("killed after ([0-9]+) rows");
    private static final Pattern FOLDER = Pattern.compile("cd (\\S+)");

    @TempDir
    private Path home;

    @Test
    void showsTheWholeJob() throws IOException {
        Result result = new Workplace(home).run("demo");
        assertThat(result.exitCode()).as(result.all()).isZero();
        Matcher folder = FOLDER.matcher(result.out());
        assertThat(folder.find()).isTrue();
        try {
            assertThat(result.out()).contains("1 running, 6 applied");
            Matcher killed = KILLED.matcher(result.out());
            assertThat(killed.find()).isTrue();
            assertThat(Integer.parseInt(killed.group(1))).as(result.out()).isBetween(1, 239);
            assertThat(result.out()).contains("240 of 240 rows", "embedding_v008");
            assertMeaning(result.out().lines().toList());
            Workplace left = new Workplace(Path.of(folder.group(1)))
                    .variable(
                            "DATABASE_URL", "sqlite:" + Path.of(folder.group(1)).resolve("chat.db"));
            assertThat(left.run("status", "--check").exitCode()).isZero();
        } finally {
            delete(Path.of(folder.group(1)));
        }
    }

    /** The question has no word of the answer but the small ones. */
    private static void assertMeaning(List<String> lines) {
        List<String> found =
                lines.stream().filter(line -> line.startsWith("  0.")).toList();
        assertThat(found).hasSize(6);
        assertThat(found).allMatch(line -> line.contains("mists up") || line.contains("moisture"));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
