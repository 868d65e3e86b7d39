package dev.whimbrel.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.whimbrel.migration.Direction;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.Scripts;
import org.junit.jupiter.api.Test;

final class StepTests {

    private static final Migration MIGRATION = Scripts.withDown(Scripts.migration("1"), "VACUUM;");

    @Test
    void runsTheScriptOfItsDirection() {
        assertThat(new Step(MIGRATION, Direction.UP, 0).script()).isSameAs(MIGRATION.up());
        assertThat(new Step(MIGRATION, Direction.DOWN, 0).script())
                .isSameAs(MIGRATION.down().orElseThrow());
    }

    @Test
    void needsAScript() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Step(Scripts.migration("1"), Direction.DOWN, 0))
                .withMessage("1 has no script for DOWN");
    }

    @Test
    void runsInOneTransactionUnlessItsStatementsForbidItOrSomeAreDone() {
        assertThat(new Step(MIGRATION, Direction.UP, 0).isTransactional()).isTrue();
        assertThat(new Step(MIGRATION, Direction.UP, 1).isTransactional()).isFalse();
        assertThat(new Step(MIGRATION, Direction.DOWN, 0).isTransactional()).isFalse();
    }
}
