package dev.whimbrel.postgres.lexing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * All SQL that PostgreSQL itself ships is split as psql splits it: the scripts of its extensions and of its catalogs.
 *
 * <p>Nothing of it takes effect, since nothing may be written. Commands of psql are taken out first: the scripts of
 * extensions begin with one that keeps people from running them.
 */
final class ShippedSqlIT {

    @TestFactory
    Stream<DynamicTest> isSplitAsPsqlSplitsIt() throws Exception {
        StatementLog log = StatementLog.shared();
        Path share = log.server().shareFolder().orElseThrow();
        List<Path> files = sqlFiles(share);
        List<String> scripts = new ArrayList<>();
        for (Path file : files) {
            scripts.add(withoutCommands(file));
        }
        List<List<String>> sent = Psql.readingOnly(log).sent(scripts);
        // There are 197 files with over four thousand statements. Should they not be found some day, it must be
        // noticed.
        assertThat(files).hasSizeGreaterThan(100);
        assertThat(sent.stream().mapToInt(List::size).sum()).isGreaterThan(2000);
        return Stream.iterate(0, i -> i + 1)
                .limit(files.size())
                .map(i -> dynamicTest(share.relativize(files.get(i)).toString(), () -> assertThat(
                                Comparison.difference(Split.of(scripts.get(i)), sent.get(i)))
                        .isEmpty()));
    }

    private static List<Path> sqlFiles(Path share) throws IOException {
        try (Stream<Path> files = Files.walk(share)) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .sorted()
                    .toList();
        }
    }

    private static String withoutCommands(Path file) throws IOException {
        return Files.readString(file)
                .lines()
                .filter(line -> !line.startsWith("\\"))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
