package dev.whimbrel.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import dev.whimbrel.history.Entries;
import dev.whimbrel.migration.Direction;
import dev.whimbrel.migration.Scripts;
import dev.whimbrel.migration.Version;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What would run going down, and why not. */
final class PlannerDownTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # files | history                         | steps | runs                      | problems
            1 2 3   | 1 APPLIED, 2 APPLIED            | 1     | 2.down                    | ''
            1 2 3   | 1 APPLIED, 2 APPLIED            | 2     | 2.down, 1.down            | ''
            1 2 3   | 1 APPLIED, 2 APPLIED            | 9     | 2.down, 1.down            | ''
            1 2     | 2 APPLIED, 1 APPLIED            | 1     | 2.down                    | ''
            9 10    | 9 APPLIED, 10 APPLIED           | 1     | 10.down                   | ''
            1 2     | ''                              | 1     | ''                        | ''
            1 2     | 1 APPLIED, 2 APPLIED, 2 REVERTED| 1     | 1.down                    | ''
            1 Rv    | 1 APPLIED, Rv APPLIED           | 9     | 1.down                    | ''
            1 2 3   | 2 BASELINE, 3 APPLIED           | 9     | 3.down                    | ''
            B2 3    | B2 APPLIED, 3 APPLIED           | 9     | 3.down                    | ''
            1 2!    | 1 APPLIED, 2 APPLIED            | 1     | ''                        | CHANGED
            1 2!    | 1 APPLIED, 2 APPLIED            | 2     | 1.down                    | CHANGED
            1       | 1 APPLIED, 2 APPLIED            | 1     | ''                        | MISSING
            1 2     | 1 APPLIED, 2 APPLIED, 2 REVERT_FAILED | 1 | 2.down                  | ''
            1 2     | 1 APPLIED, 2 APPLIED, 2 REVERTING | 1   | 2.down                    | ''
            1 2!    | 1 APPLIED, 2 APPLIED, 2 REVERTING | 1   | 2.down                    | ''
            """)
    void revertsTheLast(String files, String history, int steps, String runs, String problems) {
        Plan plan = Situation.of(files, history).planner().down(DownOptions.last(steps));

        assertThat(Situation.steps(plan)).isEqualTo(runs);
        assertThat(Situation.problems(plan)).isEqualTo(problems);
        assertThat(plan.direction()).isEqualTo(Direction.DOWN);
        assertThat(plan.steps()).extracting(Step::direction).doesNotContain(Direction.UP);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # files | history                         | to  | runs
            1 2 3   | 1 APPLIED, 2 APPLIED, 3 APPLIED | 1   | 3.down, 2.down
            1 2 3   | 1 APPLIED, 2 APPLIED, 3 APPLIED | 1.0 | 3.down, 2.down
            1 2 3   | 1 APPLIED, 2 APPLIED, 3 APPLIED | 3   | ''
            1 2 3   | 1 APPLIED, 2 APPLIED            | 3   | ''
            1 2 3   | 1 APPLIED, 2 APPLIED, 3 APPLIED | 0   | 3.down, 2.down, 1.down
            1 2 3   | 1 APPLIED, 2 APPLIED, 3 APPLIED | 000 | 3.down, 2.down, 1.down
            a b     | a APPLIED, b APPLIED            | 0   | b.down, a.down
            a b     | a APPLIED, b APPLIED            | a   | b.down
            3       | 2 BASELINE, 3 APPLIED           | 2   | 3.down
            """)
    void revertsWhatIsAboveAVersion(String files, String history, String to, String runs) {
        Plan plan = Situation.of(files, history).planner().down(DownOptions.to(Version.of(to)));

        assertThat(Situation.steps(plan)).isEqualTo(runs);
        assertThat(plan.problems().isEmpty()).isTrue();
    }

    @Test
    void refusesAVersionThatIsNotThere() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() ->
                        Situation.of("1 3", "1 APPLIED, 3 APPLIED").planner().down(DownOptions.to(Version.of("2"))))
                .satisfies(e ->
                        assertThat(e.problems()).extracting(Problem::code).containsExactly(ErrorCode.UNKNOWN_TARGET));
    }

    @Test
    void refusesAMigrationWithoutDownScript() {
        Situation situation = new Situation(
                List.of(Scripts.withDown(Scripts.migration("1"), "SELECT 1;"), Scripts.migration("2")),
                Entries.parse("1 APPLIED, 2 APPLIED").history());

        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> situation.planner().down(DownOptions.last(1)))
                .satisfies(e -> assertThat(e.problems())
                        .extracting(Problem::code, Problem::what)
                        .containsExactly(tuple(ErrorCode.NO_DOWN_SCRIPT, "migration 2 (2.sql) has no down script")));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void revertsAtLeastOne(int steps) {
        assertThatIllegalArgumentException().isThrownBy(() -> DownOptions.last(steps));
    }

    @Test
    void refusesToGoDownWhileSomethingIsHalfApplied() {
        Plan plan = Situation.of("1 2", "1 APPLIED, 2 RUNNING").planner().down(DownOptions.last(1));

        assertThat(Situation.problems(plan)).isEqualTo("HALF_APPLIED");
    }
}
