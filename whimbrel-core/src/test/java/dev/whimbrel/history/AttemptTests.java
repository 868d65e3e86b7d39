package dev.whimbrel.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.whimbrel.migration.Checksum;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.MigrationId;
import dev.whimbrel.migration.MigrationKind;
import dev.whimbrel.migration.Scripts;
import dev.whimbrel.migration.Version;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class AttemptTests {

    @Test
    void remembersTheUpScriptsChecksumWhicheverScriptRan() {
        Migration migration = Scripts.withDown(Scripts.migration("1", "SELECT 1"), "SELECT 2");

        Attempt attempt = Attempt.of(migration, migration.down().orElseThrow(), Outcome.REVERTED, 1);

        assertThat(attempt.script()).isEqualTo("1.down.sql");
        assertThat(attempt.checksum()).contains(Checksum.of("SELECT 1"));
        assertThat(attempt.statementsDone()).isEqualTo(1);
    }

    @Test
    void changesOnlyWhatItIsAskedTo() {
        Attempt attempt =
                Attempt.of(Scripts.migration("1"), Scripts.migration("1").up(), Outcome.RUNNING, 1);

        assertThat(attempt.withProgress(2, Checksum.of("a")).withError("no").withOutcome(Outcome.FAILED))
                .isEqualTo(new Attempt(
                        attempt.id(),
                        attempt.kind(),
                        attempt.description(),
                        attempt.script(),
                        attempt.checksum(),
                        Outcome.FAILED,
                        2,
                        Optional.of(Checksum.of("a")),
                        Optional.of("no")));
    }

    @Test
    void declaresABaseline() {
        Attempt baseline = Attempt.baseline(Version.of("007"));

        assertThat(baseline.id()).isEqualTo(MigrationId.of(Version.of("7")));
        assertThat(baseline.outcome()).isEqualTo(Outcome.BASELINE);
        assertThat(baseline.kind()).isEqualTo(MigrationKind.BASELINE);
        assertThat(baseline.checksum()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void hasAnOutcomeThatIsKnownByItsLabel(Outcome outcome) {
        assertThat(outcome.label()).matches("[a-z ]+");
        assertThat(Outcome.parse(outcome.label())).isEqualTo(outcome);
    }

    @Test
    void hasNoOtherOutcome() {
        assertThatIllegalArgumentException().isThrownBy(() -> Outcome.parse("done"));
    }
}
