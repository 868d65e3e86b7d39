package dev.whimbrel.embedding;

import java.math.BigDecimal;

/**
 * What a model's provider charges.
 *
 * @param usdPerMillionTokens US dollars for a million tokens
 */
public record Price(BigDecimal usdPerMillionTokens) {

    /** Models that run here. */
    public static final Price FREE = new Price(BigDecimal.ZERO);

    private static final int DIGITS_OF_A_MILLION = 6;

    public Price {
        if (usdPerMillionTokens.signum() < 0) {
            throw new IllegalArgumentException("a price must not be negative: " + usdPerMillionTokens);
        }
    }

    /** {@return what that many tokens cost, exactly} */
    public Cost of(long tokens) {
        return new Cost(
                tokens, usdPerMillionTokens.multiply(BigDecimal.valueOf(tokens)).movePointLeft(DIGITS_OF_A_MILLION));
    }
}
