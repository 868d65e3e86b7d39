package dev.whimbrel.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.whimbrel.error.DisagreementException;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import dev.whimbrel.migration.Version;
import dev.whimbrel.plan.UpOptions.OrderPolicy;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What would run going up, and why not. */
final class PlannerUpTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', emptyValue = "", nullValues = "~", textBlock = """
            # files    | history                      | states                                   | steps     | problems
            2 1 10     | ''                           | 1 PENDING, 2 PENDING, 10 PENDING         | 1, 2, 10  | ''
            1 2        | 1 APPLIED                    | 1 APPLIED, 2 PENDING                     | 2         | ''
            1 2        | 1 ADOPTED                    | 1 APPLIED, 2 PENDING                     | 2         | ''
            1 2        | 1 APPLIED, 2 APPLIED         | 1 APPLIED, 2 APPLIED                     | ''        | ''
            01 2       | 1 APPLIED                    | 01 CHANGED, 2 PENDING                    | 2         | CHANGED
            1 2        | 1 APPLIED, 1 REVERTED        | 1 PENDING, 2 PENDING                     | 1, 2      | ''
            1 2        | 1 FAILED                     | 1 FAILED, 2 PENDING                      | 1, 2      | ''
            1 2        | 1 RUNNING                    | 1 FAILED, 2 PENDING                      | 1, 2      | ''
            1 2        | 1 FAILED, 1 FORGOTTEN        | 1 PENDING, 2 PENDING                     | 1, 2      | ''
            1! 2       | 1 APPLIED                    | 1 CHANGED, 2 PENDING                     | 2         | CHANGED
            1!         | 1 FAILED                     | 1 FAILED                                 | 1         | ''
            2          | 1 APPLIED                    | 1 MISSING, 2 PENDING                     | 2         | MISSING
            2          | 1 APPLIED, 1 MISSING_ACCEPTED| 2 PENDING                                | 2         | ''
            1 2 3      | 2 APPLIED                    | 1 OUT_OF_ORDER, 2 APPLIED, 3 PENDING     | 3         | OUT_OF_ORDER
            1 2        | 1 APPLIED, 1 REVERTING       | 1 FAILED, 2 PENDING                      | 2         | HALF_REVERTED
            1          | 1 APPLIED, 1 REVERT_FAILED 1 | 1 FAILED                                 | ''        | HALF_REVERTED
            1          | 1 APPLIED, 1 REVERT_FAILED   | 1 APPLIED                                | ''        | ''
            1! 3       | 2 APPLIED, 1 APPLIED         | 1 CHANGED, 2 MISSING, 3 PENDING          | 3         | CHANGED, MISSING
            """)
    void followsFromFilesAndHistory(String files, String history, String states, String steps, String problems) {
        Plan plan = Situation.of(files, history).up("");

        assertThat(Situation.states(plan)).isEqualTo(states);
        assertThat(Situation.steps(plan)).isEqualTo(steps);
        assertThat(Situation.problems(plan)).isEqualTo(problems);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # files    | history                 | target | states                                         | steps
            1 2 3      | 1 APPLIED               | 2      | 1 APPLIED, 2 PENDING, 3 ABOVE_TARGET           | 2
            1 2 3      | 3 APPLIED               | 2      | 1 OUT_OF_ORDER, 2 OUT_OF_ORDER, 3 APPLIED      | ''
            1 2        | ''                      | 2.0    | 1 PENDING, 2 PENDING                           | 1, 2
            1 2        | 1 APPLIED, 2 FAILED     | 1      | 1 APPLIED, 2 FAILED                            | ''
            1 2 Rv     | ''                      | 1      | 1 PENDING, 2 ABOVE_TARGET, Rv PENDING          | 1
            1 2 Rv     | 1 APPLIED, 2 FAILED     | 1      | 1 APPLIED, 2 FAILED, Rv PENDING                | ''
            1 2 Rv     | 1 APPLIED               | 2      | 1 APPLIED, 2 PENDING, Rv PENDING               | 2, Rv
            1 2 Rv     | 1 APPLIED, 2 APPLIED    | 1      | 1 APPLIED, 2 APPLIED, Rv PENDING               | Rv
            1          | 2 APPLIED, 2 REVERTED   | 1      | 1 PENDING                                      | 1
            1 3        | 1 APPLIED, 5 BASELINE   | 5      | 1 APPLIED, 3 BELOW_BASELINE                    | ''
            """)
    void stopsAtTheTarget(String files, String history, String target, String states, String steps) {
        Plan plan = Situation.of(files, history).up(target);

        assertThat(Situation.states(plan)).isEqualTo(states);
        assertThat(Situation.steps(plan)).isEqualTo(steps);
    }

    @Test
    void refusesATargetThatIsNotThere() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> Situation.of("1 2 4", "").up("3"))
                .satisfies(e -> assertThat(e.problems())
                        .extracting(Problem::code, Problem::why)
                        .containsExactly(tuple(ErrorCode.UNKNOWN_TARGET, "the timeline goes from 1 to 4")));
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> Situation.of("Rv", "").up("3"))
                .withMessageContaining("the timeline has no versioned migration");
    }

    @Test
    void takesATargetThatOnlyTheHistoryKnows() {
        assertThat(Situation.steps(Situation.of("1 3", "2 APPLIED, 1 APPLIED").up("2")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 2 3      | 2 APPLIED | 1, 3
            1 2 3      | 3 APPLIED | 1, 2
            1 2 3 Rv   | 3 APPLIED | 1, 2, Rv
            """)
    void runsWhatIsOutOfOrderIfAllowed(String files, String history, String steps) {
        Plan plan = Situation.of(files, history)
                .planner()
                .up(UpOptions.defaults().withOrder(OrderPolicy.ALLOW_OUT_OF_ORDER));

        assertThat(Situation.states(plan)).contains("1 OUT_OF_ORDER");
        assertThat(Situation.steps(plan)).isEqualTo(steps);
        assertThat(plan.problems().isEmpty()).isTrue();
    }

    @Test
    void keepsTheTargetWhenOutOfOrderIsAllowed() {
        Plan plan = Situation.of("1 2 3 4", "3 APPLIED")
                .planner()
                .up(new UpOptions(Optional.of(Version.of("1")), OrderPolicy.ALLOW_OUT_OF_ORDER));

        assertThat(Situation.steps(plan)).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # files    | history                       | states                                        | steps
            1 2 3      | 2 BASELINE                    | 1 BELOW_BASELINE, 2 BELOW_BASELINE, 3 PENDING | 3
            1 2 3      | 1 APPLIED, 2 BASELINE         | 1 APPLIED, 2 BELOW_BASELINE, 3 PENDING        | 3
            1 2        | 1 FAILED, 2 BASELINE          | 1 BELOW_BASELINE, 2 BELOW_BASELINE            | ''
            1 3        | 2 BASELINE, 4 APPLIED         | 1 BELOW_BASELINE, 3 OUT_OF_ORDER, 4 MISSING   | ''
            1 2 B2 3   | ''                            | 1 BELOW_BASELINE, 2 BELOW_BASELINE, B2 PENDING, 3 PENDING | B2, 3
            1 B2 B3 4  | ''                            | 1 BELOW_BASELINE, B3 PENDING, 4 PENDING       | B3, 4
            1 B2 3     | 1 APPLIED                     | 1 APPLIED, 3 PENDING                          | 3
            1 B2 3     | 1 BASELINE                    | 1 BELOW_BASELINE, 3 PENDING                   | 3
            1 B2 3     | B2 APPLIED                    | 1 BELOW_BASELINE, B2 APPLIED, 3 PENDING       | 3
            1 B2 B3 4  | B2 APPLIED                    | 1 BELOW_BASELINE, B2 APPLIED, 4 PENDING       | 4
            1 2 B2     | B2 FAILED                     | 1 BELOW_BASELINE, 2 BELOW_BASELINE, B2 FAILED | B2
            1 2 B2     | B2 APPLIED                    | 1 BELOW_BASELINE, 2 BELOW_BASELINE, B2 APPLIED | ''
            1 2 B2     | 1 FAILED                      | 1 FAILED, 2 PENDING                           | 1, 2
            B2! 3      | B2 APPLIED                    | B2 CHANGED, 3 PENDING                         | 3
            3          | B2 APPLIED                    | 3 PENDING                                     | 3
            Rv         | 1 BASELINE                    | Rv PENDING                                    | Rv
            """)
    void beginsAtTheBaseline(String files, String history, String states, String steps) {
        Plan plan = Situation.of(files, history).up("");

        assertThat(Situation.states(plan)).isEqualTo(states);
        assertThat(Situation.steps(plan)).isEqualTo(steps);
    }

    @Test
    void takesTheHighestBaselineScriptWithinTheTarget() {
        Plan plan = Situation.of("1 B2 3 B4 5", "").up("3");

        assertThat(Situation.steps(plan)).isEqualTo("B2, 3");
        assertThat(Situation.states(plan)).isEqualTo("1 BELOW_BASELINE, B2 PENDING, 3 PENDING, 5 ABOVE_TARGET");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # files    | history                       | states                      | steps
            Rb 1 Ra    | ''                            | 1 PENDING, Ra PENDING, Rb PENDING | 1, Ra, Rb
            Rv         | Rv APPLIED                    | Rv APPLIED                  | ''
            Rv!        | Rv APPLIED                    | Rv PENDING                  | Rv
            Rv         | Rv APPLIED, Rv FAILED         | Rv FAILED                   | Rv
            Rv!        | Rv APPLIED, Rv FAILED         | Rv FAILED                   | Rv
            Rv         | Rv FAILED, Rv APPLIED         | Rv APPLIED                  | ''
            1          | Rv APPLIED                    | 1 PENDING, Rv MISSING       | 1
            """)
    void runsRepeatableOnesThatAreNewOrChangedAtTheEnd(String files, String history, String states, String steps) {
        Plan plan = Situation.of(files, history).up("");

        assertThat(Situation.states(plan)).isEqualTo(states);
        assertThat(Situation.steps(plan)).isEqualTo(steps);
    }

    @Test
    void describesWhatIsMissingAsTheHistoryDoes() {
        MigrationStatus missing =
                Situation.of("", "1 APPLIED").up("").statuses().get(0);

        assertThat(missing.file()).isEmpty();
        assertThat(missing.script()).isEqualTo("1.sql");
        assertThat(missing.description()).isEqualTo("test");
    }

    @Test
    void throwsWhatForbidsIt() {
        Plan plan = Situation.of("1! 2", "1 APPLIED").up("");

        assertThatExceptionOfType(DisagreementException.class)
                .isThrownBy(plan::throwIfForbidden)
                .withMessageContaining("1.sql was edited after it had been applied to main")
                .withMessageContaining("`whimbrel repair --changed 1`");
    }

    @Test
    void missesTheFileOfAMigrationThatIsHalfDone() {
        Plan plan = Situation.of("1", "1 APPLIED, 2 RUNNING").up("");

        assertThat(Situation.states(plan)).isEqualTo("1 APPLIED, 2 MISSING");
        assertThat(Situation.problems(plan)).isEqualTo("MISSING");
    }
}
