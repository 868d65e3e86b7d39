package dev.whimbrel.postgres.lexing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Scripts made at random are split as psql splits them.
 *
 * <p>The system property {@code whimbrel.lexing.scripts} says how many; the seeds are the numbers from 0, so that more of
 * them are more than the same again. Of a script that is split differently the failure tells the seed and what is left of
 * it when no piece can be dropped any more.
 */
final class GeneratedScriptsIT {

    private static final int SCRIPTS = Integer.getInteger("whimbrel.lexing.scripts", 3000);
    private static final int AT_ONCE = 500;

    private final Psql psql = Psql.writing(StatementLog.shared());

    private record Failure(NastyScript script, String difference) {}

    @Test
    void areSplitAsPsqlSplitsThem() throws Exception {
        for (int from = 0; from < SCRIPTS; from += AT_ONCE) {
            List<NastyScript> scripts = LongStream.range(from, Math.min(from + AT_ONCE, SCRIPTS))
                    .mapToObj(NastyScript::of)
                    .toList();
            Optional<Failure> failure = firstFailure(scripts);
            if (failure.isPresent()) {
                throw failed(smallest(failure.get()));
            }
        }
    }

    /** The comparison itself must be able to fail. */
    @Test
    void wouldNotBeSplitTheSameIfTheyEndedElsewhere() throws Exception {
        List<String> sent = psql.sent(List.of("SELECT 1; SELECT '2;' -- a;\n;")).get(0);

        assertThat(Comparison.difference(Split.of("SELECT 1; SELECT '2;' -- a;"), sent))
                .isEmpty();
        for (String other :
                List.of("SELECT 1", "SELECT 1; SELECT '2;'", "SELECT 1; SELECT '2';x", "SELECT 1, SELECT '2;'")) {
            assertThat(Comparison.difference(Split.of(other), sent)).as(other).isPresent();
        }
    }

    private Optional<Failure> firstFailure(List<NastyScript> scripts) throws Exception {
        List<List<String>> sent =
                psql.sent(scripts.stream().map(NastyScript::text).toList());
        for (int i = 0; i < scripts.size(); i++) {
            NastyScript script = scripts.get(i);
            Optional<String> difference = Comparison.difference(Split.of(script.text()), sent.get(i));
            if (difference.isPresent()) {
                return Optional.of(new Failure(script, difference.get()));
            }
        }
        return Optional.empty();
    }

    /** Drop pieces, the more the better, for as long as what is left fails too. */
    private Failure smallest(Failure failure) throws Exception {
        Failure smallest = failure;
        for (Optional<Failure> next = Optional.of(failure); next.isPresent(); ) {
            smallest = next.get();
            next = firstFailure(new ArrayList<>(smallest.script().smaller()));
        }
        return smallest;
    }

    private static AssertionError failed(Failure failure) {
        String pieces = String.join("", failure.script().pieces());
        return new AssertionError("seed " + failure.script().seed() + " is split in another way; what is left of it:\n"
                + pieces.replace("\\", "\\\\").replace("\r", "\\r").replace("\n", "\\n\n") + "\n"
                + failure.difference());
    }
}
