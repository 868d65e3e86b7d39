package dev.whimbrel.benchmarks.report;

import dev.whimbrel.benchmarks.contender.Tool;
import dev.whimbrel.benchmarks.lexer.LexerSpeed;
import dev.whimbrel.benchmarks.scenario.Outcome;
import dev.whimbrel.benchmarks.scenario.Result;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The tables, in Markdown. */
final class Tables {

    private static final String NOT_MEASURED = "–";

    private Tables() {}

    static String of(Outcome outcome) {
        Optional<Result> whimbrel = outcome.of(Tool.WHIMBREL);
        return """

                ## %s

                %s

                | | median | lowest – highest | runs | processor | memory | × Whimbrel |
                |---|---:|---:|---:|---:|---:|---:|
                """.formatted(outcome.title(), outcome.description())
                + outcome.results().stream()
                        .map(result -> row(result, whimbrel))
                        .collect(Collectors.joining());
    }

    private static String row(Result result, Optional<Result> whimbrel) {
        String title = result.tool().title();
        if (!result.isComplete()) {
            String reason = result.failure().orElse("it never ran").replace("|", "\\|");
            return "| %s | failed: %s | | | | | |%n".formatted(title, reason);
        }
        return "| %s | %s | %s – %s | %d | %s | %s | %s |%n"
                .formatted(
                        title,
                        seconds(result.wall()),
                        seconds(result.lowest()),
                        seconds(result.highest()),
                        result.usages().size(),
                        result.processor().isZero() ? NOT_MEASURED : seconds(result.processor()),
                        result.kilobytes() == 0 ? NOT_MEASURED : result.kilobytes() / 1024 + " MiB",
                        whimbrel.map(it -> "%.2f".formatted(Goal.ratio(result, it)))
                                .orElse(NOT_MEASURED));
    }

    private static String seconds(Duration time) {
        return "%.2f s".formatted(time.toMillis() / 1e3);
    }

    static String of(List<LexerSpeed> speeds) {
        String rows = speeds.stream()
                .map(speed -> "| %s | %.0f MB/s | %s |%n"
                        .formatted(
                                speed.shape(),
                                speed.score(),
                                Double.isNaN(speed.error()) ? NOT_MEASURED : "± %.0f".formatted(speed.error())))
                .collect(Collectors.joining());
        return """

                ## Split scripts

                Whimbrel's lexer alone, warm, with JMH; MB of 10⁶ bytes; the error is that of the 99.9 % confidence interval.

                | script of | speed | error |
                |---|---:|---:|
                """ + rows;
    }
}
