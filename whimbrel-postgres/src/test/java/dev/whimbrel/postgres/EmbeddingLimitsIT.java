package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.backfill.BackfillListener;
import dev.whimbrel.backfill.BackfillOptions;
import dev.whimbrel.backfill.BackfillReport;
import dev.whimbrel.backfill.BackfillReport.End;
import dev.whimbrel.backfill.BackfillStop;
import dev.whimbrel.backfill.Progress;
import dev.whimbrel.embedding.provider.ModelSettings;
import dev.whimbrel.embedding.provider.Models;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.run.RunFailedException;
import dev.whimbrel.testkit.contract.Project;
import dev.whimbrel.testkit.contract.Refusal;
import dev.whimbrel.testkit.model.LetterModel;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What cannot be embedded, what may not be, and what nobody was told of. */
class EmbeddingLimitsIT extends BackfillTest {

    private void begin() {
        writeEmbedding("002_embed.embedding.yaml", "into: vectors", "letters-26");
        project().migrate();
    }

    @Test
    void setsTextsApartThatCannotBeEmbedded() {
        begin();
        database().execute("UPDATE chunks SET content = 'poison ' || id WHERE id IN (30, 31)");

        List<BackfillReport> reports = backfill();

        assertThat(reports).extracting(BackfillReport::end).containsExactly(End.GATE_FAILED);
        assertThat(reports.get(0).problems()).extracting(Problem::code).containsExactly(ErrorCode.GATE_FAILED);
        assertThat(query("SELECT key, code FROM whimbrel_dead_letter ORDER BY key"))
                .containsExactly("30|WB-0707", "31|WB-0707");
        assertThat(query("SELECT count(*) FROM vectors")).containsExactly(String.valueOf(ROWS - 2));

        database().execute("UPDATE chunks SET content = 'remedy ' || id WHERE id IN (30, 31)");
        assertThat(backfill()).extracting(BackfillReport::end).containsExactly(End.COMPLETE);
        assertThat(query("SELECT count(*) FROM whimbrel_dead_letter")).containsExactly("0");
        assertCurrent("vectors", "embedding", DIMENSION);
    }

    @Test
    void stopsBeforeItCostsMoreThanAllowed() {
        begin();
        Project priced = project()
                .with(settings -> settings.withModels(
                        Models.of(ModelSettings.of("letters-26").withPrice(new BigDecimal("1000")))));
        BackfillOptions options = BackfillOptions.defaults().withMaxCost(new BigDecimal("1"));

        BackfillReport report = priced.backfill(options).get(0);

        assertThat(report.end()).isEqualTo(End.COST_REACHED);
        assertThat(report.progress().cost().usd()).isPositive().isLessThanOrEqualTo(new BigDecimal("1"));
        assertThat(query("SELECT count(*) FROM vectors"))
                .containsExactly(String.valueOf(report.progress().done()));
        assertThat(backfill()).extracting(BackfillReport::end).containsExactly(End.COMPLETE);
        assertCurrent("vectors", "embedding", DIMENSION);
    }

    @Test
    void findsWhatWasChangedPastTheTriggers() {
        begin();
        BackfillListener past = new BackfillListener() {
            private boolean isDone;

            @Override
            public void progressed(Migration migration, Progress progress) {
                if (!isDone) {
                    isDone = true;
                    database()
                            .execute(
                                    "SET session_replication_role = replica; UPDATE chunks SET content = 'past' WHERE id = 1");
                }
            }
        };
        assertThat(backfill(BackfillOptions.defaults(), past, new BackfillStop()))
                .extracting(BackfillReport::end)
                .containsExactly(End.COMPLETE);
        assertCurrent("vectors", "embedding", DIMENSION);
    }

    @Test
    void embedsEqualTextsOfAPageOnce() {
        project()
                .write(
                        "001_chunks.sql",
                        "CREATE EXTENSION IF NOT EXISTS vector;",
                        "CREATE TABLE chunks (id bigint PRIMARY KEY, content text, flag boolean);",
                        "INSERT INTO chunks SELECT i, 'the same' FROM generate_series(1, 100) AS i;");
        begin();
        long before = LetterModel.TEXTS.get();
        backfill();
        assertThat(LetterModel.TEXTS.get() - before).isEqualTo(100 / 20);
        assertCurrent("vectors", "embedding", DIMENSION);
    }

    @Test
    void refusesWhatPgvectorCannotIndex() {
        writeEmbedding("002_embed.embedding.yaml", "into: vectors", "letters-2001");
        Problem problem =
                Refusal.problem(RunFailedException.class, () -> project().migrate());
        assertThat(problem.code()).isEqualTo(ErrorCode.WORK_IMPOSSIBLE);
        assertThat(problem.remedy()).contains("halfvec");
        assertThat(query("SELECT count(*) FROM pg_class WHERE relname = 'vectors'"))
                .containsExactly("0");
    }

    @Test
    void worksWithSeveralWorkersAtOnce() {
        begin();
        long before = LetterModel.TEXTS.get();
        backfill(BackfillOptions.defaults().withWorkers(4));
        assertThat(LetterModel.TEXTS.get() - before).isEqualTo(ROWS);
        assertCurrent("vectors", "embedding", DIMENSION);
    }
}
