package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Secret;
import dev.whimbrel.error.DatabaseException;
import dev.whimbrel.testkit.contract.Project;
import dev.whimbrel.testkit.proxy.Fault;
import dev.whimbrel.testkit.proxy.FaultyProxy;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Backfills whose connection is cut: to the server, the same as one whose process is killed. */
class CutBackfillIT extends InterferedBackfillTest {

    private static final int CUTS = FaultForm.isLong() ? 1000 : 20;

    private int cuts;

    private void cutAt(long exchange, boolean isAnswerLost) {
        Fault cut = isAnswerLost
                ? Fault.loseAnswer(WORKER, (int) exchange)
                : Fault.cutRequestsAfter(WORKER, 400 * exchange);
        try (FaultyProxy proxy = proxy(cut)) {
            DatabaseSettings settings = DatabaseSettings.of("main", url(proxy))
                    .withUser(database().database().user())
                    .withPassword(Secret.of(database().database().password()));
            Project.of(home().resolve("migrations"), new PostgresProvider(), settings)
                    .backfill();
        } catch (DatabaseException e) {
            cuts++;
        }
    }

    @Test
    void losesNothingWhenItsConnectionIsCut() throws Exception {
        Random random = new Random(FaultForm.seed());
        underChanges(() -> {
            for (int round = 0; round < CUTS; round++) {
                write(round);
                cutAt(5 + random.nextInt(40), round % 2 == 0);
                assertNothingIsLost();
            }
        });
        assertThat(cuts).isGreaterThan(CUTS / 2);
        checkTheEnd();
    }
}
