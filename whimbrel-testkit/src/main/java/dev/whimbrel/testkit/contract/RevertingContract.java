package dev.whimbrel.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.error.DisagreementException;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import dev.whimbrel.migration.Version;
import dev.whimbrel.plan.DownOptions;
import dev.whimbrel.plan.State;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Going down, and up again. */
abstract class RevertingContract extends DatabaseContract {

    private void writeThreeTables() {
        project()
                .write(file("001_bird"), create("bird"))
                .write(file("001_bird.down"), dialect().drop("bird"))
                .write(file("002_nest"), create("nest"))
                .write(file("002_nest.down"), dialect().drop("nest"))
                .write(
                        file("003_egg"),
                        create("egg"),
                        dialect().comment("migrate:down"),
                        dialect().drop("egg"));
    }

    @Test
    void appliesAgainWhatItReverted() {
        writeThreeTables();
        project().migrate();
        List<String> applied = catalog();

        project().down(DownOptions.last(3));
        assertThat(catalog())
                .noneMatch(object -> object.contains("bird") || object.contains("nest") || object.contains("egg"));
        assertThat(project().history().applied()).isEmpty();

        assertThat(done(project().migrate())).containsExactly("001", "002", "003");
        assertThat(catalog()).isEqualTo(applied);
        assertThat(project().plan().statuses()).allMatch(status -> status.state() == State.APPLIED);
    }

    @Test
    void revertsTheLastOneFirst() {
        writeThreeTables();
        project().migrate();

        assertThat(done(project().down(DownOptions.last(2)))).containsExactly("003", "002");
        assertThat(view()).containsExactly("001|" + file("001_bird"));
        assertThat(done(project().down(DownOptions.last(2)))).containsExactly("001");
        assertThat(done(project().down(DownOptions.last(2)))).isEmpty();
    }

    @Test
    void revertsDownToAVersionThatStays() {
        writeThreeTables();
        project().migrate();

        assertThat(done(project().down(DownOptions.to(Version.of("1"))))).containsExactly("003", "002");
        assertThat(done(project().down(DownOptions.to(Version.of("0"))))).containsExactly("001");
    }

    @Test
    void showsExactlyWhatIsAppliedInTheView() {
        writeThreeTables();
        project().migrate();
        assertThat(view())
                .containsExactly("001|" + file("001_bird"), "002|" + file("002_nest"), "003|" + file("003_egg"));

        project().down(DownOptions.last(1));
        assertThat(view()).containsExactly("001|" + file("001_bird"), "002|" + file("002_nest"));

        project().migrate();
        assertThat(view())
                .containsExactly("001|" + file("001_bird"), "002|" + file("002_nest"), "003|" + file("003_egg"));
    }

    @Test
    void revertsNothingIfADownScriptIsMissing() {
        writeThreeTables();
        project().delete(file("002_nest.down"));
        project().migrate();
        List<String> applied = catalog();

        Problem problem =
                Refusal.problem(SettingsException.class, () -> project().down(DownOptions.last(3)));

        assertThat(problem.code()).isEqualTo(ErrorCode.NO_DOWN_SCRIPT);
        assertThat(catalog()).isEqualTo(applied);
        assertThat(view()).hasSize(3);
    }

    @Test
    void revertsNothingWhoseFileChanged() {
        writeThreeTables();
        project().migrate();
        project().write(file("002_nest"), create("nest"), dialect().comment("another word"));

        Problem problem =
                Refusal.problem(DisagreementException.class, () -> project().down(DownOptions.last(3)));

        assertThat(problem.code()).isEqualTo(ErrorCode.CHANGED);
        assertThat(view()).hasSize(3);
    }
}
