package dev.whimbrel.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.benchmarks.contender.Tool;
import dev.whimbrel.benchmarks.report.Findings;
import dev.whimbrel.benchmarks.report.Report;
import dev.whimbrel.benchmarks.scenario.Discipline;
import dev.whimbrel.benchmarks.scenario.Outcome;
import dev.whimbrel.benchmarks.scenario.Result;
import dev.whimbrel.testkit.server.RequiresPostgres;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs Whimbrel's archives, which {@code .ci/benchmarks} builds before. */
@RequiresPostgres
class ShortFormIT {

    /** These come with the build, and need not be fetched from elsewhere. */
    private static final Set<Tool> PRESENT =
            EnumSet.complementOf(EnumSet.of(Tool.DBMATE, Tool.FLYWAY_COMMAND_LINE, Tool.LIQUIBASE));

    @TempDir
    private Path work;

    @Test
    void everyoneLeavesTheSameBehindAndAReportIsWritten() {
        Options options = Options.brief();
        Path checkout = Path.of("..").toAbsolutePath().normalize();

        Findings findings = new SideBySide(options, checkout, work, line -> {}).run("benchmarks/run --short");

        assertThat(findings.failures(PRESENT)).isEmpty();
        assertThat(findings.outcomes())
                .extracting(Outcome::discipline)
                .containsExactlyElementsOf(EnumSet.complementOf(EnumSet.of(Discipline.LEXER, Discipline.EMBEDDINGS)));
        assertThat(findings.outcomes().stream().filter(outcome -> outcome.discipline() != Discipline.COPY))
                .flatExtracting(Outcome::results)
                .allSatisfy(result -> assertThat(result.isComplete() || isAbsent(result))
                        .as("%s", result)
                        .isTrue());
        assertThat(new Report(findings).text())
                .contains("# Benchmarks")
                .contains(findings.outcomes().stream().map(Outcome::title).toList())
                .contains("| small inserts |", "| Whimbrel, pages of 100 |", "| LangChain4j, embedAll |");
    }

    private static boolean isAbsent(Result result) {
        return result.failure().orElse("").startsWith("absent");
    }
}
