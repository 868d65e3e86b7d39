package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.backfill.BackfillListener;
import dev.whimbrel.backfill.BackfillOptions;
import dev.whimbrel.backfill.BackfillStop;
import dev.whimbrel.backfill.Progress;
import dev.whimbrel.backfill.WorkState;
import dev.whimbrel.backfill.WorkStatus;
import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Secret;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.postgres.lexing.StatementLog;
import dev.whimbrel.testkit.contract.Project;
import dev.whimbrel.testkit.server.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How far long work is, told to those who ask where others work. */
class WorkStatusIT extends BackfillTest {

    private static Map<String, List<WorkStatus>> statuses(Project project) {
        return project.ask(whimbrel -> whimbrel.backfills().statuses(whimbrel.plan(UpOptions.defaults())));
    }

    private WorkStatus status() {
        return statuses(project()).getOrDefault("main", List.of()).get(0);
    }

    @Test
    void asksNothingMoreWhereThereIsNoLongWork() throws Exception {
        StatementLog log = StatementLog.shared();
        try (TestDatabase other = log.server().createDatabase()) {
            DatabaseSettings settings = DatabaseSettings.of("main", other.url())
                    .withUser(other.user())
                    .withPassword(Secret.of(other.password()));
            Project project = Project.of(home().resolve("migrations"), new PostgresProvider(), settings);
            project.migrate();
            List<String> plan = log.during(other, project::plan);
            assertThat(log.during(other, () -> statuses(project))).hasSameSizeAs(plan);
            assertThat(statuses(project)).isEmpty();

            // It is known to the files, but has not begun.
            writeEmbedding("002_embed.embedding.yaml", "into: vectors", "letters-26");
            assertThat(log.during(other, () -> statuses(project))).hasSameSizeAs(plan);
            project.migrate();
            assertThat(log.during(other, () -> statuses(project))).hasSizeGreaterThan(plan.size());
        }
    }

    @Test
    void tellsRateAndTimeLeftWhileItGoesOn() {
        writeEmbedding("002_embed.embedding.yaml", "into: vectors", "letters-26");
        project().migrate();
        assertThat(status().left()).isEmpty();
        BackfillStop stop = new BackfillStop();
        BackfillListener afterSomePages = new BackfillListener() {
            @Override
            public void progressed(Migration migration, Progress progress) {
                assertThat(progress.total()).isEqualTo(ROWS);
                if (progress.done() >= 100) {
                    stop.request();
                }
            }
        };
        backfill(BackfillOptions.defaults(), afterSomePages, stop);

        WorkStatus status = status();
        assertThat(status.state()).isEqualTo(WorkState.STARTED);
        assertThat(status.done()).isEqualTo(100);
        assertThat(status.rowsPerSecond()).isPositive();
        assertThat(status.left()).hasValueSatisfying(left -> assertThat(left).isPositive());

        // Nobody has ended a page for a while.
        database().execute("UPDATE whimbrel_work SET rate_at = rate_at - interval '2 minutes'");
        assertThat(status().rowsPerSecond()).isZero();
        assertThat(status().left()).isEqualTo(Optional.empty());
        backfill();
        assertThat(status().state()).isEqualTo(WorkState.READY);
        assertThat(status().left()).isEmpty();
    }

    /** The rate of all workers together is taken over ten seconds, and not over a pause. */
    @Test
    void takesTheRateAnewAfterAWhile() {
        writeEmbedding("002_embed.embedding.yaml", "into: vectors", "letters-26");
        project().migrate();
        BackfillListener ages = new BackfillListener() {
            @Override
            public void progressed(Migration migration, Progress progress) {
                String age = progress.done() == 60 ? "20" : progress.done() == 120 ? "90" : "0";
                database().execute("UPDATE whimbrel_work SET rate_at = rate_at - interval '" + age + " seconds'");
                if (progress.done() == 80) {
                    // 60 rows between the first page's end and the fourth's, in 20 seconds
                    assertThat(status().rowsPerSecond()).isBetween(2.0, 3.1);
                }
            }
        };
        backfill(BackfillOptions.defaults(), ages, new BackfillStop());
        assertThat(status().rowsPerSecond()).isGreaterThan(3.1);
    }
}
