package dev.whimbrel.benchmarks.report;

import dev.whimbrel.benchmarks.contender.Tool;
import dev.whimbrel.benchmarks.lexer.LexerSpeed;
import dev.whimbrel.benchmarks.scenario.Discipline;
import dev.whimbrel.benchmarks.scenario.Outcome;
import java.util.List;
import java.util.stream.Collectors;

/** What was aimed at, and what became of it. */
record GoalTable(List<Outcome> outcomes, List<LexerSpeed> lexer) {

    private static final double MEGABYTES_PER_SECOND = 150;

    String text() {
        return """

                ## Goals

                | goal | measured | |
                |---|---:|---|
                """ + Goal.ALL.stream().map(this::row).collect(Collectors.joining()) + lexerRow() + hugeRow();
    }

    private String row(Goal goal) {
        return goal.measured(outcomes)
                .map(ratio -> row(goal.text(), "%.2f".formatted(ratio), verdict(goal.isReached(ratio))))
                .orElseGet(() -> notMeasured(goal.text()));
    }

    private String lexerRow() {
        String text = "lexer: above %.0f MB/s on every kind of script".formatted(MEGABYTES_PER_SECOND);
        return lexer.stream()
                .mapToDouble(LexerSpeed::score)
                .boxed()
                .min(Double::compare)
                .map(slowest -> row(text, "%.0f MB/s".formatted(slowest), verdict(slowest > MEGABYTES_PER_SECOND)))
                .orElseGet(() -> notMeasured(text));
    }

    private String hugeRow() {
        String text = "the largest script is applied with a heap of 64 MB";
        return outcomes.stream()
                .filter(outcome -> outcome.discipline() == Discipline.HUGE)
                .findFirst()
                .map(outcome -> outcome.of(Tool.WHIMBREL).isPresent())
                .map(isDone -> row(text, isDone ? "applied" : "failed", verdict(isDone)))
                .orElseGet(() -> notMeasured(text));
    }

    private static String notMeasured(String text) {
        return row(text, "–", "not measured");
    }

    private static String verdict(boolean isReached) {
        return isReached ? "reached" : "**not reached**";
    }

    private static String row(String text, String measured, String verdict) {
        return "| %s | %s | %s |%n".formatted(text, measured, verdict);
    }
}
