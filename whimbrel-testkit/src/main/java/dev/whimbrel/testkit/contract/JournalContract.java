package dev.whimbrel.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.error.DisagreementException;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.history.HistoryEntry;
import dev.whimbrel.history.Outcome;
import dev.whimbrel.plan.DownOptions;
import dev.whimbrel.plan.Repairs.Decision;
import dev.whimbrel.plan.State;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.run.RunFailedException;
import dev.whimbrel.run.RunListener;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Scripts that cannot run in one transaction. */
abstract class JournalContract extends DatabaseContract {

    private String script() {
        return file("001_steps");
    }

    /** A script of five statements, the last of which is the one given. */
    private void writeEndingIn(String last) {
        project()
                .write(
                        script(),
                        dialect().setting(),
                        createStory(),
                        next("one"),
                        dialect().nonTransactional(),
                        last);
    }

    private void failAtTheEnd() {
        writeEndingIn("  " + refused());
        Refusal.of(RunFailedException.class, project()::migrate);
    }

    @Test
    void runsAScriptThatCannotRunInATransaction() {
        writeEndingIn(next("two"));

        project().migrate();

        assertThat(story()).containsExactly("1|one", "2|two");
        assertThat(project().history().entries()).singleElement().satisfies(entry -> {
            assertThat(entry.outcome()).isEqualTo(Outcome.APPLIED);
            assertThat(entry.attempt().statementsDone()).isEqualTo(5);
        });
        assertThat(done(project().migrate())).isEmpty();
    }

    @Test
    void keepsWhatIsDoneWhenALaterStatementFails() {
        failAtTheEnd();

        assertThat(story()).containsExactly("1|one");
        assertThat(state("001")).isEqualTo(State.FAILED);
        assertThat(lastEntry().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(lastEntry().attempt().statementsDone()).isEqualTo(4);
        assertThat(lastEntry().attempt().error()).isPresent();
        assertThat(view()).isEmpty();
    }

    @Test
    void resumesAfterTheLastCompletedStatement() {
        failAtTheEnd();

        writeEndingIn(next("two"));

        assertThat(done(project().migrate())).containsExactly("001");
        assertThat(story()).containsExactly("1|one", "2|two");
        assertThat(state("001")).isEqualTo(State.APPLIED);
        assertThat(view()).containsExactly("001|" + script());
    }

    @Test
    void resumesHoweverOftenItFails() {
        failAtTheEnd();
        failAtTheEnd();
        failAtTheEnd();

        writeEndingIn(next("two"));

        assertThat(done(project().migrate())).containsExactly("001");
        assertThat(story()).containsExactly("1|one", "2|two");
    }

    @Test
    void tellsTheSameProgressInTheEventsAsIfItHadNotBeenInterrupted() {
        failAtTheEnd();
        writeEndingIn(next("two"));
        Events events = new Events();

        project().migrate(UpOptions.defaults(), events);

        assertThat(events.heard()).containsExactly("plan 001", "started 001", "5 done", "done 001", "stopped");
    }

    @Test
    void refusesToResumeWhenTheDonePartWasEdited() {
        failAtTheEnd();
        project()
                .write(
                        script(),
                        dialect().setting(),
                        createStory(),
                        next("another one"),
                        dialect().nonTransactional(),
                        next("two"));
        List<HistoryEntry> before = project().history().entries();

        Problem problem = Refusal.problem(DisagreementException.class, project()::migrate);

        assertThat(problem.code()).isEqualTo(ErrorCode.JOURNAL_CHANGED);
        assertThat(story()).containsExactly("1|one");
        assertThat(project().history().entries()).isEqualTo(before);
    }

    @Test
    void startsFromTheBeginningWhenTheAttemptIsForgotten() {
        failAtTheEnd();
        database().drop("story");
        project().ask(whimbrel -> whimbrel.repair(List.of(new Decision(id("001"), State.FAILED)), RunListener.NONE));

        writeEndingIn(next("two"));

        assertThat(done(project().migrate())).containsExactly("001");
        assertThat(story()).containsExactly("1|one", "2|two");
    }

    @Test
    void goesOnRevertingWhereItStopped() {
        writeEndingIn(next("two"));
        project()
                .write(
                        file("001_steps.down"),
                        dialect().nonTransactional(),
                        dialect().clearStory(),
                        refused());
        project().migrate();
        Refusal.of(RunFailedException.class, () -> project().down(DownOptions.last(1)));
        assertThat(lastEntry().outcome()).isEqualTo(Outcome.REVERT_FAILED);
        assertThat(view()).isEmpty();
        assertThat(Refusal.problem(DisagreementException.class, project()::migrate)
                        .code())
                .isEqualTo(ErrorCode.HALF_REVERTED);

        project()
                .write(
                        file("001_steps.down"),
                        dialect().nonTransactional(),
                        dialect().clearStory(),
                        dialect().drop("story"));

        assertThat(done(project().down(DownOptions.last(1)))).containsExactly("001");
        assertThat(state("001")).isEqualTo(State.PENDING);
        assertThat(done(project().migrate())).containsExactly("001");
    }
}
