package dev.whimbrel.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.embedding.Cost;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BudgetTests {

    private final Budget budget = new Budget(Optional.of(new BigDecimal("1.00")));

    @Test
    void keepsAsideWhatIsReserved() {
        assertThat(budget.reserve(new BigDecimal("0.60"))).isTrue();
        assertThat(budget.reserve(new BigDecimal("0.60"))).isFalse();
        budget.free(new BigDecimal("0.60"));
        assertThat(budget.reserve(new BigDecimal("0.60"))).isTrue();
    }

    @Test
    void countsWhatIsSpent() {
        budget.spend(new Cost(10, new BigDecimal("0.75")));
        assertThat(budget.reserve(new BigDecimal("0.25"))).isTrue();
        budget.free(new BigDecimal("0.25"));
        assertThat(budget.reserve(new BigDecimal("0.26"))).isFalse();
    }

    @Test
    void hasNoLimitWhereNoneIsSet() {
        Budget open = new Budget(Optional.empty());
        assertThat(open.reserve(new BigDecimal("1000000"))).isTrue();
        assertThat(open.isLimited()).isFalse();
    }
}
