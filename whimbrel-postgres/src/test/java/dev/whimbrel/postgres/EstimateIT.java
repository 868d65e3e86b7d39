package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.backfill.BackfillListener;
import dev.whimbrel.backfill.BackfillOptions;
import dev.whimbrel.backfill.BackfillStop;
import dev.whimbrel.backfill.Estimate;
import dev.whimbrel.backfill.Needs;
import dev.whimbrel.backfill.Progress;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.plan.UpOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What long work would take, told before it begins and while it goes on. */
class EstimateIT extends BackfillTest {

    private static final long PAGE = 8192;

    private List<Estimate> estimates() {
        return project().ask(whimbrel -> whimbrel.backfills().estimates());
    }

    private Estimate estimate() {
        assertThat(estimates()).hasSize(1);
        return estimates().get(0);
    }

    private void makeTable() {
        project().migrate();
        database().execute("UPDATE chunks SET content = ' ' WHERE id <= 10", "ANALYZE chunks");
    }

    @Test
    void tellsWhatWouldBeMadeAndTouchesNothing() {
        makeTable();
        writeEmbedding("002_embed.embedding.yaml", "into: vectors", "letters-26");
        List<String> before = database().catalog();

        Estimate estimate = estimate();

        assertThat(estimate.survey().rows()).isEqualTo(ROWS);
        assertThat(estimate.survey().empty()).isEqualTo(10);
        assertThat(estimate.survey().done()).isZero();
        assertThat(estimate.cost().tokens()).isBetween(2000L, 4000L);
        Needs needs = estimate.survey().needs();
        assertThat(needs.makes())
                .containsExactly(
                        "table vectors with vector(26)",
                        "triggers on chunks that note changes",
                        "index hnsw by cosine");
        assertThat(needs.diskOfRows()).isBetween(4 * PAGE, 8 * PAGE);
        assertThat(needs.diskOfIndex()).isBetween(8 * PAGE, 16 * PAGE);
        assertThat(needs.indexMemory()).isBetween(150_000L, 250_000L).isLessThan(needs.indexMemoryAllowed());
        assertThat(estimate.survey().notes()).containsKey("pgvector");
        assertThat(database().catalog()).isEqualTo(before);
    }

    /** Vectors among the rows write the rows anew. */
    @Test
    void countsTheRowsThatAreWrittenAnew() {
        makeTable();
        writeEmbedding("002_embed.embedding.yaml", "into: vectors", "letters-26");
        long beside = estimate().survey().needs().diskOfRows();
        writeEmbedding("002_embed.embedding.yaml", "column: embedding", "letters-26");
        assertThat(estimate().survey().needs().diskOfRows()).isGreaterThan(beside);
    }

    @Test
    void foreseesThatTheIndexDoesNotFitIntoMemory() {
        makeTable();
        database()
                .execute(
                        "INSERT INTO chunks SELECT i, 'x' FROM generate_series(1001, 1500) AS i",
                        "ALTER ROLE CURRENT_USER IN DATABASE "
                                + database().database().name() + " SET maintenance_work_mem = '1MB'");
        writeEmbedding("002_embed.embedding.yaml", "into: vectors", "letters-2000");
        Needs small = estimate().survey().needs();
        assertThat(small.indexMemoryAllowed()).isEqualTo(small.indexMemory());
        assertThat(small.warnings()).noneMatch(warning -> warning.contains("three times"));

        database().execute("INSERT INTO chunks SELECT i, 'x' FROM generate_series(2001, 20000) AS i");
        Needs large = estimate().survey().needs();
        assertThat(large.indexMemoryAllowed()).isLessThan(large.indexMemory());
        assertThat(large.warnings())
                .anyMatch(warning -> warning.contains("three times"))
                .anyMatch(warning -> warning.contains("/dev/shm"));
    }

    @Test
    void foreseesWhatForbidsIt() {
        writeEmbedding("002_embed.embedding.yaml", "into: vectors", "letters-26");
        assertThat(estimate().survey().problems()).extracting(Problem::code).containsExactly(ErrorCode.WORK_IMPOSSIBLE);
        makeTable();
        writeEmbedding("003_other.embedding.yaml", "into: others", "letters-2001");
        List<Problem> problems = estimates().stream()
                .flatMap(each -> each.survey().problems().stream())
                .toList();
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).remedy()).contains("halfvec");
    }

    @Test
    void tellsOfASecondModelUnderTheNameItWillHave() {
        writeEmbedding("002_embed.embedding.yaml", "column: embedding", "letters-26");
        project().migrate();
        backfill();
        writeEmbedding("003_other.embedding.yaml", "column: embedding", "letters-30");
        assertThat(estimate().survey().needs().makes()).contains("column embedding_v003 with vector(30)");
    }

    /** What is done is not counted again, and the time is that of the rate at which it went. */
    @Test
    void tellsWhatIsLeftOfWorkThatIsUnderWay() {
        writeEmbedding("002_embed.embedding.yaml", "into: vectors", "letters-26");
        project().migrate();
        BackfillStop stop = new BackfillStop();
        BackfillListener afterThreePages = new BackfillListener() {
            @Override
            public void progressed(Migration migration, Progress progress) {
                if (progress.done() >= 60) {
                    stop.request();
                }
            }
        };
        long all = estimate().cost().tokens();
        backfill(BackfillOptions.defaults(), afterThreePages, stop);

        Estimate left = estimate();
        assertThat(left.survey().done()).isEqualTo(60);
        assertThat(left.cost().tokens()).isLessThan(all).isPositive();
        assertThat(left.survey().needs().makes()).containsExactly("index hnsw by cosine");
        assertThat(left.time()).hasValueSatisfying(time -> assertThat(time).isPositive());
        backfill();
        assertThat(estimates()).isEmpty();
    }

    @Test
    void countsTheRowsOfAPlainBackfill() {
        project().migrate(UpOptions.defaults());
        project()
                .write(
                        "002_flags.backfill.yaml",
                        "table: chunks",
                        "key: id",
                        "set: \"flag = true\"",
                        "where: \"flag IS NULL AND id <= 100\"");
        assertThat(estimate().survey().rows()).isEqualTo(100);
        assertThat(estimate().survey().needs().diskOfRows()).isPositive();
        assertThat(estimate().survey().needs().makes()).isEmpty();
    }
}
