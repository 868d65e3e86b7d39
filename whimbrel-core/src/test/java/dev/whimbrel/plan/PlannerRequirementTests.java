package dev.whimbrel.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.history.Entries;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.Scripts;
import dev.whimbrel.migration.Timeline;
import dev.whimbrel.migration.Version;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A script runs only when what it requires is complete. */
class PlannerRequirementTests {

    private static Plan up(String requires, String history, String target) {
        List<Migration> files = List.of(
                Scripts.migration("1"),
                Scripts.migration("2"),
                Scripts.withOptions(Scripts.migration("3"), "requires=" + requires));
        Situation situation = new Situation(files, Entries.parse(history).history());
        UpOptions options = UpOptions.defaults();
        Planner planner = new Planner(new Timeline("numbered", files), Map.of("main", situation.history()));
        return planner.up(target.isEmpty() ? options : options.withTarget(Version.of(target)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    2     | 1 APPLIED, 2 APPLIED             | '' | ''
                    2     | 1 APPLIED, 2 STARTED             | '' | UNFINISHED_REQUIREMENT
                    1,2   | 1 APPLIED, 2 STARTED             | '' | UNFINISHED_REQUIREMENT
                    1     | 1 APPLIED, 2 STARTED             | '' | ''
                    002   | 1 APPLIED, 2 STARTED, 2 APPLIED  | '' | ''
                    2     | 1 APPLIED                        | '' | ''
                    2     | 1 APPLIED, 2 STARTED             | 2  | ''
                    9     | 1 APPLIED, 2 APPLIED             | '' | UNFINISHED_REQUIREMENT
                    2     | 2 BASELINE                       | '' | ''
                    """)
    void waitsForWhatIsRequired(String requires, String history, String target, String problems) {
        assertThat(Situation.problems(up(requires, history, target))).isEqualTo(problems);
    }
}
