package dev.whimbrel.backfill;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * How to go about long work.
 *
 * @param workers pages worked on at once, by this process
 * @param rate rows a second at the most; no limit if empty
 * @param maxCost US dollars at the most, for this run; no limit if empty
 */
public record BackfillOptions(int workers, Optional<Double> rate, Optional<BigDecimal> maxCost) {

    public BackfillOptions {
        if (workers < 1) {
            throw new IllegalArgumentException("at least one worker is needed, not " + workers);
        }
        if (rate.filter(value -> !(value > 0)).isPresent()) {
            throw new IllegalArgumentException("the rate must be positive: " + rate.get());
        }
        if (maxCost.filter(value -> value.signum() < 0).isPresent()) {
            throw new IllegalArgumentException("the most it may cost must not be negative: " + maxCost.get());
        }
    }

    /** {@return one worker, and no limits} */
    public static BackfillOptions defaults() {
        return new BackfillOptions(1, Optional.empty(), Optional.empty());
    }

    public BackfillOptions withWorkers(int other) {
        return new BackfillOptions(other, rate, maxCost);
    }

    public BackfillOptions withRate(double rowsPerSecond) {
        return new BackfillOptions(workers, Optional.of(rowsPerSecond), maxCost);
    }

    public BackfillOptions withMaxCost(BigDecimal usd) {
        return new BackfillOptions(workers, rate, Optional.of(usd));
    }
}
