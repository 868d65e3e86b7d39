package dev.whimbrel.benchmarks.scenario;

import java.time.Duration;

/**
 * How much of everything.
 *
 * @param rounds how often each contender does what takes seconds
 * @param apply migrations applied on loopback
 * @param distant migrations applied over the slow line
 * @param known migrations that are applied when the status is asked for
 * @param repeated migrations that are applied when there is nothing to do
 * @param kilobytes of a script of data, of 1000 bytes
 * @param hugeKilobytes of the largest one
 */
public record Sizes(int rounds, int apply, int distant, int known, int repeated, int kilobytes, int hugeKilobytes) {

    public static final Duration ROUND_TRIP = Duration.ofMillis(5);

    /** What is published. */
    public static final Sizes FULL = new Sizes(5, 500, 200, 500, 1000, 200_000, 1_000_000);

    /** Enough that nothing of it can rot. */
    public static final Sizes SHORT = new Sizes(1, 10, 5, 10, 10, 100, 1000);

    /** {@return how often each contender does that; what takes minutes less often} */
    public int rounds(Discipline discipline) {
        return switch (discipline) {
            case DISTANT, COPY -> (rounds + 1) / 2;
            case INSERTS -> (rounds + 4) / 5;
            case HUGE -> 1;
            default -> rounds;
        };
    }

    public Sizes withRounds(int number) {
        return new Sizes(number, apply, distant, known, repeated, kilobytes, hugeKilobytes);
    }
}
