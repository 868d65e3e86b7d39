package dev.whimbrel.embedding;

import java.math.BigDecimal;

/**
 * What work costs, or would cost.
 *
 * @param tokens of all texts
 * @param usd US dollars, not rounded
 */
public record Cost(long tokens, BigDecimal usd) {

    public static final Cost NONE = new Cost(0, BigDecimal.ZERO);

    public Cost plus(Cost other) {
        return new Cost(tokens + other.tokens, usd.add(other.usd));
    }

    /** {@return whether this is more money than allowed} */
    public boolean exceeds(BigDecimal limitInUsd) {
        return usd.compareTo(limitInUsd) > 0;
    }
}
