package dev.whimbrel.benchmarks.report;

import dev.whimbrel.benchmarks.contender.Tool;
import dev.whimbrel.benchmarks.embedding.Comparison;
import dev.whimbrel.benchmarks.lexer.LexerSpeed;
import dev.whimbrel.benchmarks.scenario.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * All that was found.
 *
 * @param worth what the figures are good for
 * @param command what was typed
 * @param versions of server and contenders, a line each
 * @param roundTrip to the server on loopback, and at a distance
 * @param loadBefore and after: how busy the machine was, as Linux tells it
 */
public record Findings(
        Worth worth,
        String command,
        List<String> versions,
        Duration roundTrip,
        Duration distantRoundTrip,
        String loadBefore,
        String loadAfter,
        List<Outcome> outcomes,
        List<LexerSpeed> lexer,
        List<Comparison> embeddings) {

    public Findings {
        versions = List.copyOf(versions);
        outcomes = List.copyOf(outcomes);
        lexer = List.copyOf(lexer);
        embeddings = List.copyOf(embeddings);
    }

    /** {@return which of these tools failed, and at what} */
    public List<String> failures(Set<Tool> tools) {
        return outcomes.stream()
                .flatMap(outcome -> outcome.results().stream()
                        .filter(result -> tools.contains(result.tool()) && !result.isComplete())
                        .map(result -> outcome.title() + ": " + result.tool().title() + ": "
                                + result.failure().orElse("it never ran")))
                .toList();
    }
}
