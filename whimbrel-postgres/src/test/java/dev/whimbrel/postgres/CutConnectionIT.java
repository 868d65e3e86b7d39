package dev.whimbrel.postgres;

import dev.whimbrel.testkit.proxy.Fault;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The connection is cut anywhere, or the server's answers are lost while it works on.
 *
 * <p>The short form tries a sample of positions. The long form tries every 16th byte of the requests, every byte of the
 * answers, and each answer: {@code mvn verify -Dwhimbrel.faults=long}, see docs/testing.md.
 */
final class CutConnectionIT extends FaultTest {

    private static final int PARTS = 14;
    private static final int STEP = 16;

    /** Inside of a long request one position is as good as another. */
    private static final int LONG_REQUEST = 8192;

    private static final int STEP_IN_LONG_REQUEST = 4096;

    /** Within the requests, and right before and behind the last byte of one: so the server gets it, or does not. */
    @Test
    void survivesACutOfTheRequests() {
        TreeSet<Long> positions = new TreeSet<>(FaultForm.spread(traffic(WORK).requestBytes(), PARTS, STEP));
        positions.removeIf(this::isIdleInLongRequest);
        for (long number : FaultForm.spread(traffic(WORK).exchanges(), PARTS / 3)) {
            long end = traffic(WORK).requestEnds().get((int) number - 1);
            positions.add(end - 1);
            positions.add(end);
        }

        positions.forEach(position -> endure(Fault.cutRequestsAfter(WORK, position)));
    }

    private boolean isIdleInLongRequest(long position) {
        long begin = 0;
        for (long end : traffic(WORK).requestEnds()) {
            if (position <= end) {
                boolean isInside =
                        end - begin > LONG_REQUEST && position - begin > LONG_REQUEST && end - position > LONG_REQUEST;
                return FaultForm.isLong() && isInside && (position - 1) / STEP * STEP % STEP_IN_LONG_REQUEST != 0;
            }
            begin = end;
        }
        return false;
    }

    @Test
    void survivesACutOfTheAnswers() {
        FaultForm.spread(traffic(WORK).answerBytes(), PARTS * 2 / 3)
                .forEach(position -> endure(Fault.cutAnswersAfter(WORK, position)));
    }

    /** Each answer, that of each COMMIT among them. */
    @Test
    void findsOutWhatBecameOfARequestWhoseAnswerIsLost() {
        FaultForm.spread(traffic(WORK).exchanges(), PARTS)
                .forEach(exchange -> endure(Fault.loseAnswer(WORK, exchange.intValue())));
    }

    @Test
    void survivesACutOfTheLock() {
        FaultForm.spread(traffic(LOCK).requestBytes(), PARTS / 4)
                .forEach(position -> endure(Fault.cutRequestsAfter(LOCK, position)));
        FaultForm.spread(traffic(LOCK).answerBytes(), PARTS / 4)
                .forEach(position -> endure(Fault.cutAnswersAfter(LOCK, position)));
        FaultForm.spread(traffic(LOCK).exchanges(), PARTS / 4)
                .forEach(exchange -> endure(Fault.loseAnswer(LOCK, exchange.intValue())));
    }
}
