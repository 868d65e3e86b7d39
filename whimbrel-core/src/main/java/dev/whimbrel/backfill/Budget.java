package dev.whimbrel.backfill;

import dev.whimbrel.embedding.Cost;
import java.math.BigDecimal;
import java.util.Optional;

/** What may still be spent. Thread-safe. */
final class Budget {

    private final Optional<BigDecimal> limit;
    private Cost spent = Cost.NONE;
    private BigDecimal reserved = BigDecimal.ZERO;

    Budget(Optional<BigDecimal> limit) {
        this.limit = limit;
    }

    boolean isLimited() {
        return limit.isPresent();
    }

    /** {@return whether so much may be spent; it is kept aside then} */
    synchronized boolean reserve(BigDecimal usd) {
        BigDecimal all = spent.usd().add(reserved).add(usd);
        if (limit.filter(most -> all.compareTo(most) > 0).isPresent()) {
            return false;
        }
        reserved = reserved.add(usd);
        return true;
    }

    synchronized void free(BigDecimal usd) {
        reserved = reserved.subtract(usd);
    }

    synchronized void spend(Cost cost) {
        spent = spent.plus(cost);
    }

    synchronized Cost spent() {
        return spent;
    }
}
