package dev.whimbrel.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.migration.Direction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OutcomeTests {

    @ParameterizedTest
    @CsvSource({"UP, RUNNING, APPLIED, FAILED", "DOWN, REVERTING, REVERTED, REVERT_FAILED"})
    void tellsTheWaysOfADirectionApart(Direction direction, Outcome underWay, Outcome through, Outcome notThrough) {
        assertThat(Outcome.underWay(direction)).isEqualTo(underWay);
        assertThat(Outcome.through(direction)).isEqualTo(through);
        assertThat(Outcome.notThrough(direction)).isEqualTo(notThrough);
    }
}
