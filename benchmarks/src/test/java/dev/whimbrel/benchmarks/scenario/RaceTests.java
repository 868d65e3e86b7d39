package dev.whimbrel.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.benchmarks.contender.Contender;
import dev.whimbrel.benchmarks.contender.Job;
import dev.whimbrel.benchmarks.contender.Memory;
import dev.whimbrel.benchmarks.contender.Tool;
import dev.whimbrel.benchmarks.load.Format;
import dev.whimbrel.benchmarks.process.Invocation;
import dev.whimbrel.benchmarks.process.RunFailedException;
import dev.whimbrel.benchmarks.process.Stopwatch;
import dev.whimbrel.benchmarks.process.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RaceTests {

    private final List<Tool> order = new ArrayList<>();

    @Test
    void eachRoundBeginsWithAnotherOne() {
        race(List.of(Tool.PSQL, Tool.WHIMBREL, Tool.DBMATE), 3);

        assertThat(order)
                .containsExactly(
                        Tool.PSQL,
                        Tool.WHIMBREL,
                        Tool.DBMATE,
                        Tool.WHIMBREL,
                        Tool.DBMATE,
                        Tool.PSQL,
                        Tool.DBMATE,
                        Tool.PSQL,
                        Tool.WHIMBREL);
    }

    @Test
    void whoFailsOnceIsOutAndToldOf() {
        Outcome outcome = race(List.of(Tool.WHIMBREL, Tool.FLYWAY), 3);

        assertThat(order).containsOnlyOnce(Tool.FLYWAY);
        assertThat(outcome.of(Tool.FLYWAY)).isEmpty();
        assertThat(outcome.results()).anySatisfy(result -> {
            assertThat(result.tool()).isEqualTo(Tool.FLYWAY);
            assertThat(result.failure()).contains("Flyway never works here");
        });
    }

    @Test
    void theMedianIsThatOfAllRounds() {
        Result result = race(List.of(Tool.WHIMBREL), 5).of(Tool.WHIMBREL).orElseThrow();

        // Each run takes as many seconds as there were runs before it.
        assertThat(result.wall()).isEqualTo(Duration.ofSeconds(2));
        assertThat(result.lowest()).isEqualTo(Duration.ZERO);
        assertThat(result.highest()).isEqualTo(Duration.ofSeconds(4));
        assertThat(result.kilobytes()).isEqualTo(4);
    }

    private Outcome race(List<Tool> tools, int rounds) {
        List<Contender> contenders =
                tools.stream().<Contender>map(Nameless::new).toList();
        return new Race(contenders, line -> {}).run(new Noted(rounds, order));
    }

    /** Notes who ran. */
    private record Noted(int rounds, List<Tool> order) implements Scenario {

        @Override
        public Discipline discipline() {
            return Discipline.APPLY;
        }

        @Override
        public String title() {
            return "title";
        }

        @Override
        public String description() {
            return "description";
        }

        @Override
        public boolean isFor(Contender contender) {
            return true;
        }

        @Override
        public Usage run(Contender contender) {
            int before = order.size();
            order.add(contender.tool());
            if (contender.tool() == Tool.FLYWAY) {
                throw new RunFailedException("Flyway never works here");
            }
            return new Usage(Duration.ofSeconds(before), Duration.ZERO, before);
        }

        @Override
        public void close() {
            // It holds nothing.
        }
    }

    /** Is never run. */
    private record Nameless(Tool tool) implements Contender {

        @Override
        public String version(Stopwatch stopwatch) {
            return "";
        }

        @Override
        public Format format() {
            return Format.PLAIN;
        }

        @Override
        public Invocation migrate(Job job) {
            return Invocation.of("false");
        }

        @Override
        public Optional<Memory> memory() {
            return Optional.empty();
        }
    }
}
