package dev.whimbrel.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.error.DisagreementException;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import dev.whimbrel.history.HistoryEntry;
import dev.whimbrel.history.Outcome;
import dev.whimbrel.migration.Version;
import dev.whimbrel.plan.Repairs.Decision;
import dev.whimbrel.plan.State;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.plan.UpOptions.OrderPolicy;
import dev.whimbrel.run.RunFailedException;
import dev.whimbrel.run.RunListener;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files against history, and the decisions that settle it: repair and baseline. */
abstract class DisagreementContract extends DatabaseContract {

    private void applyFirstAndThird() {
        project()
                .write(file("001_bird"), create("bird"))
                .write(file("003_egg"), create("egg"))
                .migrate();
    }

    private void repair(Decision... decisions) {
        project().ask(whimbrel -> whimbrel.repair(Arrays.asList(decisions), RunListener.NONE));
    }

    private void baseline(String version) {
        project().ask(whimbrel -> {
            whimbrel.baseline("main", Version.of(version), RunListener.NONE);
            return version;
        });
    }

    /** Refused with that code, and nothing is there that was not there before. */
    private void assertRefused(ErrorCode code) {
        List<String> before = catalog();
        int entries = project().history().entries().size();

        Problem problem = Refusal.problem(DisagreementException.class, project()::migrate);

        assertThat(problem.code()).isEqualTo(code);
        assertThat(project().validate()).extracting(Problem::code).containsExactly(code);
        assertThat(catalog()).isEqualTo(before);
        assertThat(project().history().entries()).hasSize(entries);
    }

    @Test
    void refusesAChangedFileUntilItIsAccepted() {
        applyFirstAndThird();
        project()
                .write(file("001_bird"), create("bird"), dialect().comment("another word"))
                .write(file("004_nest"), create("nest"));
        assertRefused(ErrorCode.CHANGED);

        repair(new Decision(id("001"), State.CHANGED));

        assertThat(lastEntry().outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(done(project().migrate())).containsExactly("004");
        assertThat(view())
                .containsExactly("001|" + file("001_bird"), "003|" + file("003_egg"), "004|" + file("004_nest"));
    }

    @Test
    void refusesAMissingFileUntilThatIsAccepted() {
        applyFirstAndThird();
        project().delete(file("001_bird")).write(file("004_nest"), create("nest"));
        assertRefused(ErrorCode.MISSING);

        repair(new Decision(id("001"), State.MISSING));

        assertThat(lastEntry().outcome()).isEqualTo(Outcome.MISSING_ACCEPTED);
        assertThat(done(project().migrate())).containsExactly("004");
        assertThat(view()).containsExactly("003|" + file("003_egg"), "004|" + file("004_nest"));
    }

    @Test
    void refusesWhatIsOlderThanWhatIsAppliedUntilThatIsAllowed() {
        applyFirstAndThird();
        project().write(file("002_nest"), create("nest"));
        assertRefused(ErrorCode.OUT_OF_ORDER);

        assertThat(done(project().migrate(UpOptions.defaults().withOrder(OrderPolicy.ALLOW_OUT_OF_ORDER))))
                .containsExactly("002");
        assertThat(done(project().migrate())).isEmpty();
        assertThat(state("002")).isEqualTo(State.APPLIED);
    }

    @Test
    void forgetsAFailedAttempt() {
        project().write(file("001_bird"), create("bird")).write(file("002_fails"), refused());
        Refusal.of(RunFailedException.class, project()::migrate);
        assertThat(state("002")).isEqualTo(State.FAILED);

        repair(new Decision(id("002"), State.FAILED));

        assertThat(state("002")).isEqualTo(State.PENDING);
        assertThat(project().history().entries())
                .extracting(HistoryEntry::outcome)
                .containsExactly(Outcome.APPLIED, Outcome.FAILED, Outcome.FORGOTTEN);
    }

    @Test
    void refusesToRepairWhatIsNotBroken() {
        applyFirstAndThird();
        project().write(file("001_bird"), create("bird"), dialect().comment("another word"));
        List<HistoryEntry> before = project().history().entries();

        Problem problem = Refusal.problem(
                SettingsException.class,
                () -> repair(new Decision(id("001"), State.CHANGED), new Decision(id("003"), State.CHANGED)));

        assertThat(problem.code()).isEqualTo(ErrorCode.REPAIR_NOT_NEEDED);
        assertThat(project().history().entries()).isEqualTo(before);
    }

    @Test
    void runsNothingUpToTheBaseline() {
        project()
                .write(file("001_bird"), create("bird"))
                .write(file("002_nest"), create("nest"))
                .write(file("003_egg"), create("egg"));

        baseline("2");
        baseline("2");

        assertThat(state("001")).isEqualTo(State.BELOW_BASELINE);
        assertThat(done(project().migrate())).containsExactly("003");
        assertThat(project().history().entries())
                .extracting(HistoryEntry::outcome)
                .containsExactly(Outcome.BASELINE, Outcome.APPLIED);
        assertThat(view()).containsExactly("2|baseline", "003|" + file("003_egg"));
    }

    @Test
    void refusesABaselineBelowWhatIsApplied() {
        applyFirstAndThird();

        Problem problem = Refusal.problem(SettingsException.class, () -> baseline("2"));

        assertThat(problem.code()).isEqualTo(ErrorCode.BASELINE_IMPOSSIBLE);
        assertThat(view()).containsExactly("001|" + file("001_bird"), "003|" + file("003_egg"));
    }
}
