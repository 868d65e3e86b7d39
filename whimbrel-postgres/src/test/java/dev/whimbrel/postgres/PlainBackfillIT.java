package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.backfill.BackfillOptions;
import dev.whimbrel.backfill.BackfillReport;
import dev.whimbrel.backfill.BackfillReport.End;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.plan.DownOptions;
import dev.whimbrel.plan.MigrationStatus;
import dev.whimbrel.plan.State;
import dev.whimbrel.run.RunFailedException;
import dev.whimbrel.testkit.contract.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes of rows, page by page. */
class PlainBackfillIT extends BackfillTest {

    @BeforeEach
    void writeBackfill() {
        project()
                .write(
                        "002_flags.backfill.yaml",
                        "table: chunks",
                        "key: id",
                        "set: \"flag = (content ~ '[05]$')\"",
                        "where: \"flag IS NULL\"",
                        "batch: 40");
    }

    private State state() {
        return project().plan().statuses().stream()
                .filter(status -> status.id().label().equals("002"))
                .map(MigrationStatus::state)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void changesEveryRowOnceAndIsAppliedThen() {
        project().migrate();
        assertThat(state()).isEqualTo(State.RUNNING);

        assertThat(backfill()).extracting(BackfillReport::end).containsExactly(End.COMPLETE);

        assertThat(state()).isEqualTo(State.APPLIED);
        assertThat(query("SELECT count(*), count(flag), count(*) FILTER (WHERE flag) FROM chunks"))
                .containsExactly(ROWS + "|" + ROWS + "|" + ROWS / 5);
        assertThat(query("SELECT rows_total, rows_done, state FROM whimbrel_work"))
                .containsExactly(ROWS + "|" + ROWS + "|READY");
        assertThat(query("SELECT count(*) FROM whimbrel_claim")).containsExactly("0");
        assertThat(backfill()).isEmpty();
    }

    @Test
    void sharesThePagesAmongWorkers() {
        project().migrate();
        backfill(BackfillOptions.defaults().withWorkers(4));
        assertThat(query("SELECT rows_done, (SELECT count(flag) FROM chunks) FROM whimbrel_work"))
                .containsExactly(ROWS + "|" + ROWS);
    }

    @Test
    void isRevertedWithoutTouchingRows() {
        project().migrate();
        backfill();
        project().down(DownOptions.last(1));
        assertThat(state()).isEqualTo(State.PENDING);
        assertThat(query("SELECT count(flag) FROM chunks")).containsExactly(String.valueOf(ROWS));
        assertThat(query("SELECT count(*) FROM whimbrel_work")).containsExactly("0");
    }

    @Test
    void refusesAKeyThatIsNone() {
        project().write("002_flags.backfill.yaml", "table: chunks", "key: content", "set: flag = true");
        assertThat(Refusal.problem(RunFailedException.class, () -> project().migrate())
                        .code())
                .isEqualTo(ErrorCode.WORK_IMPOSSIBLE);
        assertThat(state()).isEqualTo(State.FAILED);
    }
}
