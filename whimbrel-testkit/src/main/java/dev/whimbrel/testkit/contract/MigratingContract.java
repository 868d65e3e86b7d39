package dev.whimbrel.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.database.Health;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import dev.whimbrel.error.TimelineException;
import dev.whimbrel.migration.MigrationId;
import dev.whimbrel.migration.Version;
import dev.whimbrel.plan.State;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.run.RunFailedException;
import dev.whimbrel.run.RunReport;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Going up: what runs, in which order, once; and what is left when a script fails. */
abstract class MigratingContract extends DatabaseContract {

    @Test
    void appliesPendingInVersionOrder() {
        project()
                .write(file("010_last"), next("ten"))
                .write(file("9_middle"), next("nine"))
                .write(file("002_second"), next("two"))
                .write(file("001_first"), createStory(), next("one"));

        RunReport report = project().migrate();

        assertThat(done(report)).containsExactly("001", "002", "9", "010");
        assertThat(story()).containsExactly("1|one", "2|two", "3|nine", "4|ten");
    }

    @Test
    void appliesEachMigrationOnce() {
        project().write(file("001_first"), createStory(), next("one"));
        project().migrate();

        assertThat(done(project().migrate())).isEmpty();
        assertThat(done(project().write(file("002_second"), next("two")).migrate()))
                .containsExactly("002");
        assertThat(story()).containsExactly("1|one", "2|two");
    }

    @Test
    void tellsWhereAMigrationFailed() {
        project()
                .write(
                        file("001_fails"),
                        create("bird"),
                        create("nest"),
                        dialect().comment("the Brachvögel are counted twice"),
                        "  " + refused());

        Problem problem = Refusal.problem(RunFailedException.class, project()::migrate);

        assertThat(problem.code()).isEqualTo(ErrorCode.MIGRATION_FAILED);
        assertThat(problem.what()).contains(file("001_fails") + ":4:").contains("nowhere");
        assertThat(state("001")).isEqualTo(State.FAILED);
        assertThat(lastEntry().attempt().error()).isPresent();
    }

    @Test
    void doesNotStartWhatComesAfterAFailingMigration() {
        project()
                .write(file("001_story"), createStory(), next("one"))
                .write(file("002_fails"), refused())
                .write(file("003_third"), next("three"))
                .write(file("R__last"), next("last"));

        RunReport report =
                Refusal.of(RunFailedException.class, project()::migrate).report();

        assertThat(done(report)).containsExactly("001");
        assertThat(report.failed()).map(step -> step.migration().id()).contains(id("002"));
        assertThat(report.notStarted())
                .extracting(step -> step.migration().id().label())
                .containsExactly("003", "R__last");
        assertThat(story()).containsExactly("1|one");
    }

    @Test
    void goesOnWithTheMendedScript() {
        project().write(file("001_fails"), createStory(), refused());
        project().write(file("002_second"), next("two"));
        Refusal.of(RunFailedException.class, project()::migrate);

        project().write(file("001_fails"), createStory(), next("one"));

        assertThat(done(project().migrate())).containsExactly("001", "002");
        assertThat(story()).containsExactly("1|one", "2|two");
        assertThat(state("001")).isEqualTo(State.APPLIED);
    }

    @Test
    void readsEveryScriptToItsEndBeforeTheFirstRuns() {
        project()
                .write(file("001_first"), createStory())
                .write(file("002_unterminated"), dialect().unterminated());

        Problem problem = Refusal.problem(TimelineException.class, project()::migrate);

        assertThat(problem.code()).isEqualTo(ErrorCode.SCRIPT_UNTERMINATED);
        assertThat(catalog()).isEmpty();
    }

    @Test
    void stopsAtTheTarget() {
        project()
                .write(file("001_first"), createStory())
                .write(file("002_second"), next("two"))
                .write(file("003_third"), next("three"))
                .write(file("R__last"), next("last"));
        UpOptions toSecond = UpOptions.defaults().withTarget(Version.of("2"));

        assertThat(done(project().migrate(toSecond))).containsExactly("001", "002");
        assertThat(done(project().migrate(toSecond))).isEmpty();
        assertThat(done(project().migrate())).containsExactly("003", "R__last");
    }

    @Test
    void refusesAnUnknownTarget() {
        project().write(file("001_first"), createStory());
        UpOptions nowhere = UpOptions.defaults().withTarget(Version.of("7"));

        Problem problem =
                Refusal.problem(SettingsException.class, () -> project().migrate(nowhere));

        assertThat(problem.code()).isEqualTo(ErrorCode.UNKNOWN_TARGET);
        assertThat(catalog()).isEmpty();
    }

    @Test
    void runsARepeatableAgainWhenItChanges() {
        project().write(file("R__names"), next("first wording")).write(file("001_story"), createStory());
        project().migrate();
        assertThat(done(project().migrate())).isEmpty();

        project().write(file("R__names"), next("second wording"));

        assertThat(done(project().migrate())).containsExactly("R__names");
        assertThat(done(project().migrate())).isEmpty();
        assertThat(story()).containsExactly("1|first wording", "2|second wording");
        assertThat(status(MigrationId.repeatable("names")).state()).isEqualTo(State.APPLIED);
    }

    @Test
    void isReadyAndHealthyWithoutHavingBeenMigrated() {
        project().write(file("001_first"), createStory());

        Health health = project().ask(whimbrel -> {
            whimbrel.await(Duration.ofSeconds(10));
            return whimbrel.health().get(0);
        });

        assertThat(health.problems()).isEmpty();
        assertThat(health.isUp()).isTrue();
        assertThat(health.database()).isEqualTo("main");
    }
}
