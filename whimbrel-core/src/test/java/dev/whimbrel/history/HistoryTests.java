package dev.whimbrel.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.migration.Checksum;
import dev.whimbrel.migration.MigrationId;
import dev.whimbrel.migration.Scripts;
import dev.whimbrel.migration.Version;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HistoryTests {

    private static final MigrationId ONE = MigrationId.of(Version.of("1"));

    /** {@return what the history knows, as {@code applied 1 2, unfinished 3, baseline 1, current 2}} */
    private static String shown(History history) {
        return "applied" + labels(history.applied().stream().map(AppliedMigration::id))
                + ", unfinished" + labels(history.unfinished().stream().map(HistoryEntry::id))
                + history.baseline().map(version -> ", baseline " + version).orElse("")
                + history.current().map(version -> ", current " + version).orElse("");
    }

    private static String labels(Stream<MigrationId> ids) {
        return ids.map(id -> " " + id.label()).reduce("", String::concat);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 APPLIED                                        | applied 1, unfinished, current 1
            1 ADOPTED                                        | applied 1, unfinished, current 1
            1 APPLIED, 2 APPLIED                             | applied 1 2, unfinished, current 2
            2 APPLIED, 1 APPLIED                             | applied 2 1, unfinished, current 2
            1 RUNNING                                        | applied, unfinished 1
            1 FAILED                                         | applied, unfinished 1
            1 RUNNING, 1 RUNNING 2, 1 APPLIED                | applied 1, unfinished, current 1
            1 FAILED, 1 APPLIED                              | applied 1, unfinished, current 1
            1 FAILED, 1 FORGOTTEN                            | applied, unfinished
            1 APPLIED, 1 REVERTED                            | applied, unfinished
            1 APPLIED, 1 REVERTED, 1 APPLIED                 | applied 1, unfinished, current 1
            1 APPLIED, 2 APPLIED, 1 REVERTED, 1 APPLIED      | applied 2 1, unfinished, current 2
            1 APPLIED, 1 REVERTING                           | applied, unfinished 1
            1 APPLIED, 1 REVERTING 1, 1 REVERTED             | applied, unfinished
            1 APPLIED, 1 REVERT_FAILED                       | applied 1, unfinished, current 1
            1 APPLIED, 1 REVERT_FAILED 1                     | applied, unfinished 1
            1 APPLIED, 1 REVERTING 1, 1 REVERT_FAILED 1      | applied, unfinished 1
            1 APPLIED, 1 REVERTING 1, 1 FORGOTTEN            | applied, unfinished
            1 APPLIED, 1 MISSING_ACCEPTED                    | applied, unfinished
            1 APPLIED, 2 BASELINE                            | applied 1, unfinished, baseline 2, current 2
            5 BASELINE                                       | applied, unfinished, baseline 5, current 5
            5 FAILED, 6 FAILED, 5 BASELINE                   | applied, unfinished 6, baseline 5, current 5
            5 BASELINE, 6 APPLIED                            | applied 6, unfinished, baseline 5, current 6
            1 ACCEPTED                                       | applied, unfinished
            """)
    void followsFromItsEntries(String outcomes, String known) {
        assertThat(shown(Entries.parse(outcomes).history())).isEqualTo(known);
    }

    @Test
    void beginsWithNothing() {
        assertThat(shown(History.EMPTY)).isEqualTo("applied, unfinished");
        assertThat(History.EMPTY.isEmpty()).isTrue();
        assertThat(Entries.parse("1 FAILED").history().isEmpty()).isFalse();
    }

    @Test
    void takesABaselineScriptForABaseline() {
        History history = Entries.parse("1 FAILED, B5 APPLIED").history();

        assertThat(shown(history)).isEqualTo("applied 5, unfinished, baseline 5, current 5");
    }

    @Test
    void keepsWhatIsAppliedOfARepeatableOneThatFailsAgain() {
        History history = Entries.parse("Rviews APPLIED, Rviews FAILED").history();

        assertThat(shown(history)).isEqualTo("applied R__views, unfinished R__views");
    }

    @Test
    void remembersTheChecksumThatWasAccepted() {
        Attempt applied =
                Attempt.of(Scripts.migration("1"), Scripts.migration("1").up(), Outcome.APPLIED, 1);
        History history = new Entries()
                .add(applied)
                .add(applied.withOutcome(Outcome.ACCEPTED).withChecksum(Checksum.of("edited")))
                .history();

        assertThat(history.applied(ONE).orElseThrow().checksum()).contains(Checksum.of("edited"));
        assertThat(history.applied(ONE).orElseThrow().entry().outcome()).isEqualTo(Outcome.APPLIED);
    }

    @Test
    void answersForOneMigration() {
        History history = Entries.parse("1 APPLIED, 2 FAILED").history();

        assertThat(history.isApplied(ONE)).isTrue();
        assertThat(history.isApplied(MigrationId.of(Version.of("2")))).isFalse();
        assertThat(history.applied(MigrationId.of(Version.of("2")))).isEmpty();
        assertThat(history.unfinished(MigrationId.of(Version.of("2"))))
                .map(HistoryEntry::outcome)
                .contains(Outcome.FAILED);
        assertThat(history.unfinished(ONE)).isEmpty();
    }

    @Test
    void followsTheRanksWhateverOrderTheEntriesComeIn() {
        Entries entries =
                Entries.parse("1 FAILED, 1 APPLIED, 2 APPLIED, 2 REVERTED, 3 APPLIED, 2 APPLIED, 4 RUNNING 3");
        String known = shown(entries.history());
        for (int seed = 0; seed < 300; seed++) {
            List<HistoryEntry> shuffled = new ArrayList<>(entries.list());
            Collections.shuffle(shuffled, new Random(seed));

            assertThat(shown(History.of(shuffled))).as("seed %d", seed).isEqualTo(known);
            assertThat(History.of(shuffled).entries()).as("seed %d", seed).isEqualTo(entries.list());
        }
    }
}
