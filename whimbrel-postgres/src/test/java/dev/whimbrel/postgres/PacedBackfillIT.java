package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.backfill.BackfillListener;
import dev.whimbrel.backfill.BackfillOptions;
import dev.whimbrel.backfill.BackfillReport;
import dev.whimbrel.backfill.BackfillReport.End;
import dev.whimbrel.backfill.BackfillStop;
import dev.whimbrel.testkit.Eventually;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Backfills that hold back, and those that never end by themselves. */
class PacedBackfillIT extends BackfillTest {

    private static final long SECONDS = 60;

    private final BackfillStop stop = new BackfillStop();

    @BeforeEach
    void begin() {
        writeEmbedding("002_embed.embedding.yaml", "into: vectors", "letters-26");
        project().migrate();
    }

    private String count(String from) {
        return query("SELECT count(*) FROM " + from).get(0);
    }

    /** At a hundredth of a row in a second, the page after the first would be begun in half an hour. */
    @Test
    void goesNoFasterThanAllowedAndStopsAtOnceAllTheSame() throws Exception {
        BackfillOptions slow = BackfillOptions.defaults().withRate(0.01);
        CompletableFuture<List<BackfillReport>> run =
                CompletableFuture.supplyAsync(() -> backfill(slow, BackfillListener.NONE, stop));
        Eventually.holds(
                "the second page is claimed",
                () -> count("vectors").equals("20") && count("whimbrel_claim").equals("1"));
        stop.request();

        assertThat(run.get(SECONDS, TimeUnit.SECONDS))
                .extracting(BackfillReport::end)
                .containsExactly(End.STOPPED);
        assertThat(count("vectors")).isEqualTo("20");
        assertThat(query("SELECT worker FROM whimbrel_claim")).containsExactly("null");
        assertThat(backfill()).extracting(BackfillReport::end).containsExactly(End.COMPLETE);
        assertCurrent("vectors", "embedding", DIMENSION);
    }

    @Test
    void followsWhatChangesUntilItIsStopped() throws Exception {
        CompletableFuture<Boolean> run =
                CompletableFuture.supplyAsync(() -> project().ask(whimbrel -> {
                    whimbrel.backfills().follow(BackfillOptions.defaults(), BackfillListener.NONE, stop);
                    return true;
                }));
        Eventually.holds("all is done", () -> count("whimbrel_reader").equals("1"));
        for (int i = 0; i < 2; i++) {
            String text = "changed " + i;
            database()
                    .execute(
                            "UPDATE chunks SET content = '" + text + "' WHERE id = 7",
                            "DELETE FROM chunks WHERE id = 8",
                            "INSERT INTO chunks VALUES (8, '" + text + " as well')");
            Eventually.holds("it is current", () -> count("whimbrel_queue").equals("0"));
            assertCurrent("vectors", "embedding", DIMENSION);
        }
        stop.request();
        assertThat(run.get(SECONDS, TimeUnit.SECONDS)).isTrue();
    }
}
