package dev.whimbrel.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the documentation shows stands in a test that is compiled and run. */
class DocumentationTests {

    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void showsLinesOfTests() throws IOException {
        String tests = Files.readString(Path.of("src/test/java/dev/whimbrel/junit/UserTests.java"))
                + Files.readString(Path.of("src/test/java/dev/whimbrel/junit/MigratedDatabaseIT.java"));
        List<String> lines = tests.lines().map(String::strip).toList();
        Matcher block = JAVA.matcher(Files.readString(Path.of("../docs/junit.md")));
        List<String> shown = new ArrayList<>();
        while (block.find()) {
            block.group(1)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .forEach(shown::add);
        }
        assertThat(shown).hasSizeGreaterThan(10).allSatisfy(line -> assertThat(lines)
                .contains(line));
    }
}
