package dev.whimbrel.postgres;

import dev.whimbrel.testkit.proxy.Fault;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The connection is cut anywhere, or the server's answers are lost while it works on. */
final class CutConnectionIT extends FaultTest {

    private static final int PARTS = 25;
    private static final int STEP = 16;

    /** Within the requests, and right before and behind the last byte of one: so the server gets it, or does not. */
    @Test
    void survivesACutOfTheRequests() {
        TreeSet<Long> positions = new TreeSet<>(FaultForm.spread(traffic(WORK).requestBytes(), PARTS, STEP));
        for (long number : FaultForm.spread(traffic(WORK).exchanges(), PARTS / 2)) {
            long end = traffic(WORK).requestEnds().get((int) number - 1);
            positions.add(end - 1);
            positions.add(end);
        }

        positions.forEach(position -> endure(Fault.cutRequestsAfter(WORK, position)));
    }

    @Test
    void survivesACutOfTheAnswers() {
        FaultForm.spread(traffic(WORK).answerBytes(), PARTS)
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
        FaultForm.spread(traffic(LOCK).requestBytes(), PARTS / 2)
                .forEach(position -> endure(Fault.cutRequestsAfter(LOCK, position)));
        FaultForm.spread(traffic(LOCK).answerBytes(), PARTS / 2)
                .forEach(position -> endure(Fault.cutAnswersAfter(LOCK, position)));
        FaultForm.spread(traffic(LOCK).exchanges(), PARTS / 2)
                .forEach(exchange -> endure(Fault.loseAnswer(LOCK, exchange.intValue())));
    }
}
