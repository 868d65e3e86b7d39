package dev.whimbrel.benchmarks.report;

import dev.whimbrel.benchmarks.contender.Tool;
import dev.whimbrel.benchmarks.scenario.Discipline;
import dev.whimbrel.benchmarks.scenario.Outcome;
import dev.whimbrel.benchmarks.scenario.Result;
import java.util.List;
import java.util.Optional;

/**
 * What Whimbrel is held to, whether it reaches it or not: a ratio of two medians.
 *
 * @param over whose time is divided
 * @param under by whose
 */
record Goal(String text, Discipline discipline, Tool over, Tool under, Bound bound, double limit) {

    static final List<Goal> ALL = List.of(
            whimbrelTakes("apply on loopback: at most 1.15 × the time of psql", Discipline.APPLY, Tool.PSQL, 1.15),
            peerTakes("apply on loopback: faster than dbmate", Discipline.APPLY, Tool.DBMATE, 1),
            peerTakes("apply on loopback: 2.5 × faster than Flyway's library", Discipline.APPLY, Tool.FLYWAY, 2.5),
            peerTakes("apply at a distance: 8 × faster than dbmate", Discipline.DISTANT, Tool.DBMATE, 8),
            peerTakes("apply at a distance: 20 × faster than Flyway's library", Discipline.DISTANT, Tool.FLYWAY, 20),
            whimbrelTakes(
                    "status: at most a quarter of the time of Flyway's command line",
                    Discipline.STATUS,
                    Tool.FLYWAY_COMMAND_LINE,
                    0.25));

    enum Bound {
        AT_MOST,
        AT_LEAST
    }

    private static Goal whimbrelTakes(String text, Discipline discipline, Tool peer, double limit) {
        return new Goal(text, discipline, Tool.WHIMBREL, peer, Bound.AT_MOST, limit);
    }

    private static Goal peerTakes(String text, Discipline discipline, Tool peer, double limit) {
        return new Goal(text, discipline, peer, Tool.WHIMBREL, Bound.AT_LEAST, limit);
    }

    /** {@return the ratio, unless one of the two did not come to the end} */
    Optional<Double> measured(List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(outcome -> outcome.discipline() == discipline)
                .findFirst()
                .flatMap(outcome ->
                        outcome.of(over).flatMap(one -> outcome.of(under).map(other -> ratio(one, other))));
    }

    static double ratio(Result over, Result under) {
        return (double) over.wall().toNanos() / under.wall().toNanos();
    }

    boolean isReached(double measured) {
        return bound == Bound.AT_MOST ? measured <= limit : measured >= limit;
    }
}
