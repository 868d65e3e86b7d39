package dev.whimbrel.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import dev.whimbrel.history.Attempt;
import dev.whimbrel.history.Entries;
import dev.whimbrel.history.HistoryEntry;
import dev.whimbrel.history.Outcome;
import dev.whimbrel.migration.MigrationId;
import dev.whimbrel.migration.Version;
import dev.whimbrel.plan.Repairs.Decision;
import dev.whimbrel.plan.Repairs.Repair;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Decisions about single migrations. */
final class RepairsTests {

    private static final Situation TROUBLED =
            Situation.of("1! 3 4", "1 APPLIED, 2 APPLIED, 3 FAILED, 4 FAILED, 4 FORGOTTEN");

    private static Decision decision(String version, State state) {
        return new Decision(MigrationId.of(Version.of(version)), state);
    }

    /** {@return the situation after the decisions were carried out} */
    private static Situation after(Decision... decisions) {
        Entries entries = new Entries();
        TROUBLED.history().entries().stream().map(HistoryEntry::attempt).forEach(entries::add);
        Repairs.of(TROUBLED.up(""), List.of(decisions)).stream()
                .map(Repair::attempt)
                .forEach(entries::add);
        return new Situation(TROUBLED.files(), entries.history());
    }

    @Test
    void areNeededHere() {
        assertThat(Situation.states(TROUBLED.up(""))).isEqualTo("1 CHANGED, 2 MISSING, 3 FAILED, 4 PENDING");
        assertThat(Repairs.candidates(TROUBLED.up("")))
                .extracting(status -> status.id().label())
                .containsExactly("1", "2", "3");
    }

    @ParameterizedTest
    @CsvSource({
        "1, CHANGED, '1 APPLIED, 2 MISSING, 3 FAILED, 4 PENDING'",
        "2, MISSING, '1 CHANGED, 3 FAILED, 4 PENDING'",
        "3, FAILED, '1 CHANGED, 2 MISSING, 3 PENDING, 4 PENDING'",
    })
    void acceptOneStateOfOneMigration(String version, State state, String after) {
        assertThat(Situation.states(after(decision(version, state)).up(""))).isEqualTo(after);
    }

    @Test
    void leaveNothingToObjectTo() {
        Plan plan = after(decision("1", State.CHANGED), decision("2", State.MISSING), decision("3", State.FAILED))
                .up("");

        assertThat(plan.problems()).isEmpty();
        assertThat(Situation.steps(plan)).isEqualTo("3, 4");
    }

    @Test
    void sayWhatIsWritten() {
        assertThat(Repairs.of(TROUBLED.up(""), List.of(decision("2", State.MISSING), decision("1", State.CHANGED))))
                .extracting(Repair::database, repair -> repair.attempt().outcome())
                .containsExactly(tuple("main", Outcome.MISSING_ACCEPTED), tuple("main", Outcome.ACCEPTED));
        assertThat(Repairs.of(TROUBLED.up(""), List.of()))
                .extracting(Repair::attempt)
                .isEqualTo(List.<Attempt>of());
    }

    @ParameterizedTest
    @CsvSource({
        "1, FAILED, migration 1 is not failed, it is changed",
        "4, MISSING, migration 4 is not missing, it is pending",
        "9, CHANGED, migration 9 is not changed, neither the folder nor the history knows it",
    })
    void areRefusedWhereTheyAreNotNeeded(String version, State state, String what, String why) {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> Repairs.of(TROUBLED.up(""), List.of(decision(version, state))))
                .satisfies(e -> assertThat(e.problems())
                        .extracting(Problem::code, Problem::what, Problem::why)
                        .containsExactly(tuple(ErrorCode.REPAIR_NOT_NEEDED, what, why)));
    }
}
