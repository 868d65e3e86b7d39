package dev.whimbrel.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class PriceTests {

    private static final Price SMALL = new Price(new BigDecimal("0.02"));

    @Test
    void costsWhatTheTokensCost() {
        assertThat(SMALL.of(300_000_000).usd()).isEqualByComparingTo("6");
        assertThat(SMALL.of(1).usd()).isEqualByComparingTo("0.00000002");
        assertThat(Price.FREE.of(Long.MAX_VALUE).usd()).isEqualByComparingTo("0");
    }

    @Test
    void addsUp() {
        Cost sum = Cost.NONE.plus(SMALL.of(1_000_000)).plus(SMALL.of(500_000));

        assertThat(sum.tokens()).isEqualTo(1_500_000);
        assertThat(sum.usd()).isEqualByComparingTo("0.03");
    }

    @Test
    void exceedsWhatIsLessAndNotWhatIsEqual() {
        Cost cost = SMALL.of(1_000_000);

        assertThat(cost.exceeds(new BigDecimal("0.0199"))).isTrue();
        assertThat(cost.exceeds(new BigDecimal("0.020"))).isFalse();
    }

    @Test
    void isNotNegative() {
        BigDecimal less = new BigDecimal("-0.01");
        assertThatIllegalArgumentException().isThrownBy(() -> new Price(less));
    }
}
