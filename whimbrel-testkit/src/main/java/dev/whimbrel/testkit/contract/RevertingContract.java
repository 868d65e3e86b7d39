package dev.whimbrel.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.error.DisagreementException;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import dev.whimbrel.history.HistoryEntry;
import dev.whimbrel.history.Outcome;
import dev.whimbrel.migration.Version;
import dev.whimbrel.plan.DownOptions;
import dev.whimbrel.plan.State;
import dev.whimbrel.run.RunFailedException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Going down, and up again. */
public abstract class RevertingContract extends DatabaseContract {

    private void writeThreeTables() {
        project()
                .write("001_bird.sql", "CREATE TABLE bird (id INTEGER PRIMARY KEY);")
                .write("001_bird.down.sql", "DROP TABLE bird;")
                .write("002_nest.sql", "CREATE TABLE nest (id INTEGER, bird INTEGER REFERENCES bird (id));")
                .write("002_nest.down.sql", "DROP TABLE nest;")
                .write(
                        "003_egg.sql",
                        "CREATE TABLE egg (id INTEGER PRIMARY KEY);",
                        "-- migrate:down",
                        "DROP TABLE egg;");
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
        assertThat(view()).containsExactly("001|001_bird.sql");
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
        assertThat(view()).containsExactly("001|001_bird.sql", "002|002_nest.sql", "003|003_egg.sql");

        project().down(DownOptions.last(1));
        assertThat(view()).containsExactly("001|001_bird.sql", "002|002_nest.sql");

        project().migrate();
        assertThat(view()).containsExactly("001|001_bird.sql", "002|002_nest.sql", "003|003_egg.sql");
        assertThat(query("SELECT count(*) FROM whimbrel_applied WHERE applied_at IS NULL"))
                .containsExactly("0");
    }

    @Test
    void revertsNothingIfADownScriptIsMissing() {
        writeThreeTables();
        project().delete("002_nest.down.sql");
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
        project().write("002_nest.sql", "CREATE TABLE nest (id INTEGER);");

        Problem problem =
                Refusal.problem(DisagreementException.class, () -> project().down(DownOptions.last(3)));

        assertThat(problem.code()).isEqualTo(ErrorCode.CHANGED);
        assertThat(view()).hasSize(3);
    }

    @Test
    void leavesAMigrationAppliedWhoseDownScriptFails() {
        writeThreeTables();
        project().write("002_nest.down.sql", "DROP TABLE nest;", " DROP TABLE nowhere;");
        project().migrate();
        project().down(DownOptions.last(1));
        List<String> before = catalog();

        Problem problem =
                Refusal.problem(RunFailedException.class, () -> project().down(DownOptions.last(2)));

        assertThat(problem.what()).contains("002_nest.down.sql:2:2");
        assertThat(catalog()).isEqualTo(before);
        assertThat(view()).containsExactly("001|001_bird.sql", "002|002_nest.sql");
        assertThat(state("002")).isEqualTo(State.APPLIED);
        assertThat(project().history().entries())
                .extracting(HistoryEntry::outcome)
                .endsWith(Outcome.REVERTED, Outcome.REVERT_FAILED);

        project().write("002_nest.down.sql", "DROP TABLE nest;");
        assertThat(done(project().down(DownOptions.last(2)))).containsExactly("002", "001");
    }
}
