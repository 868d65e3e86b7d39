package dev.whimbrel.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.history.Attempt;
import dev.whimbrel.history.Entries;
import dev.whimbrel.history.Outcome;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.Script;
import dev.whimbrel.migration.Scripts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scripts that stopped between two statements and go on there. */
final class ResumedStepTests {

    private static final String FIRST = "CREATE INDEX CONCURRENTLY i ON t (a);";
    private static final Migration BEGUN = migration(FIRST + " SELECT 2;", FIRST + " SELECT 3;");

    private static Migration migration(String up, String down) {
        return Scripts.withDown(Scripts.migration("1", up), down);
    }

    private static Situation after(Migration files, Script script, Outcome outcome) {
        Attempt attempt = Attempt.of(BEGUN, script, outcome, 1).withProgress(1, script.checksumOfFirst(1));
        Entries entries = new Entries();
        if (outcome == Outcome.REVERTING || outcome == Outcome.REVERT_FAILED) {
            entries.add(Attempt.of(BEGUN, BEGUN.up(), Outcome.APPLIED, 2));
        }
        return new Situation(List.of(files), entries.add(attempt).history());
    }

    @ParameterizedTest
    @EnumSource(names = {"RUNNING", "FAILED"})
    void goOnAfterTheLastStatementThatWasDone(Outcome outcome) {
        Plan plan = after(BEGUN, BEGUN.up(), outcome).up("");

        assertThat(Situation.steps(plan)).isEqualTo("1 after 1");
        assertThat(plan.steps().get(0).isTransactional()).isFalse();
    }

    @Test
    void mayBeMendedInWhatFollows() {
        Plan plan = after(migration("-- mended\n" + FIRST + " SELECT '2';", "SELECT 1;"), BEGUN.up(), Outcome.FAILED)
                .up("");

        assertThat(Situation.steps(plan)).isEqualTo("1 after 1");
    }

    @Test
    void areRefusedIfWhatWasDoneIsEdited() {
        Plan plan = after(migration("SELECT 1; SELECT 2;", "SELECT 1;"), BEGUN.up(), Outcome.FAILED)
                .up("");

        assertThat(Situation.states(plan)).isEqualTo("1 FAILED");
        assertThat(Situation.steps(plan)).isEmpty();
        assertThat(Situation.problems(plan)).isEqualTo("JOURNAL_CHANGED");
    }

    @Test
    void areRefusedWithoutAJournalOfWhatWasDone() {
        Plan plan = Situation.of("1", "1 FAILED 1").up("");

        assertThat(Situation.problems(plan)).isEqualTo("JOURNAL_CHANGED");
    }

    @ParameterizedTest
    @EnumSource(names = {"REVERTING", "REVERT_FAILED"})
    void goOnRevertingAfterTheLastStatementThatWasUndone(Outcome outcome) {
        Situation situation = after(BEGUN, BEGUN.down().orElseThrow(), outcome);

        assertThat(Situation.steps(situation.planner().down(DownOptions.last(1))))
                .isEqualTo("1.down after 1");
        assertThat(Situation.problems(situation.up(""))).isEqualTo("HALF_REVERTED");
    }

    @Test
    void areNotRevertedFurtherIfWhatWasUndoneIsEdited() {
        Migration edited = migration(FIRST + " SELECT 2;", "SELECT 1; SELECT 3;");
        Plan plan = after(edited, BEGUN.down().orElseThrow(), Outcome.REVERTING)
                .planner()
                .down(DownOptions.last(1));

        assertThat(Situation.steps(plan)).isEmpty();
        assertThat(Situation.problems(plan)).isEqualTo("JOURNAL_CHANGED");
    }
}
