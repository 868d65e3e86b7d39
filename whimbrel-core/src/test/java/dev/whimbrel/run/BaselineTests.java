package dev.whimbrel.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import dev.whimbrel.history.Attempt;
import dev.whimbrel.history.Entries;
import dev.whimbrel.history.History;
import dev.whimbrel.migration.Scripts;
import dev.whimbrel.migration.Timeline;
import dev.whimbrel.migration.Version;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BaselineTests {

    private static final Version FIVE = Version.of("5");
    private static final Timeline UP_TO_SIX = new Timeline("numbered", List.of(Scripts.migration("6")));

    @Test
    void isDeclaredWhereNothingLaterIsApplied() {
        History behind = Entries.parse("4 APPLIED, 5 APPLIED").history();

        assertThat(Baseline.at(FIVE, UP_TO_SIX, History.EMPTY)).containsExactly(Attempt.baseline(FIVE));
        assertThat(Baseline.at(FIVE, UP_TO_SIX, behind)).containsExactly(Attempt.baseline(FIVE));
    }

    @Test
    void isDeclaredOnce() {
        History declared = Entries.parse("5 BASELINE").history();

        assertThat(Baseline.at(Version.of("5.0"), UP_TO_SIX, declared)).isEmpty();
        assertThat(Baseline.at(Version.of("6"), UP_TO_SIX, declared)).hasSize(1);
    }

    @Test
    void isTakenBackToAnEarlierVersionWhileNothingIsApplied() {
        History tooFar = Entries.parse("6 BASELINE").history();

        assertThat(Baseline.at(FIVE, UP_TO_SIX, tooFar)).containsExactly(Attempt.baseline(FIVE));
    }

    @Test
    void isRefusedBelowWhatIsApplied() {
        refuses(Entries.parse("6 APPLIED").history());
    }

    @Test
    void isRefusedBeyondTheTimeline() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> Baseline.at(Version.of("7"), UP_TO_SIX, History.EMPTY))
                .satisfies(e ->
                        assertThat(e.problems()).extracting(Problem::code).containsExactly(ErrorCode.UNKNOWN_TARGET));
    }

    private static void refuses(History history) {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> Baseline.at(FIVE, UP_TO_SIX, history))
                .satisfies(e -> assertThat(e.problems())
                        .extracting(Problem::code, Problem::what)
                        .containsExactly(tuple(
                                ErrorCode.BASELINE_IMPOSSIBLE, "the database is at version 6, which is after 5")));
    }
}
