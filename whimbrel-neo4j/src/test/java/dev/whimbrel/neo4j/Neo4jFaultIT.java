package dev.whimbrel.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.error.WhimbrelException;
import dev.whimbrel.testkit.proxy.Fault;
import dev.whimbrel.testkit.proxy.FaultyProxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Connections that are cut or fall silent at each exchange of a run. Whatever happens, an applied entry is there if and
 * only if the whole effect is, and running again brings each effect exactly once.
 */
final class Neo4jFaultIT extends Neo4jTest {

    private static final int SOME = 6;

    private CountedMigrations migrations() {
        return new CountedMigrations(database(), project());
    }

    /** {@return how often the client waits for an answer, on its busiest connection, which is the first one} */
    private int exchanges() {
        graph().clear();
        try (FaultyProxy proxy = FaultyProxy.to("127.0.0.1", database().server().port(), Fault.NONE)) {
            projectAt(proxy.port()).migrate();
            migrations().assertComplete();
            return proxy.traffic(1).exchanges();
        }
    }

    private void suffer(Fault fault) {
        graph().clear();
        try (FaultyProxy proxy = FaultyProxy.to("127.0.0.1", database().server().port(), fault)) {
            projectAt(proxy.port()).migrate();
        } catch (WhimbrelException e) {
            assertThat(e.problems()).isNotEmpty();
        }
        try {
            migrations().assertInvariant();
            project().migrate();
            migrations().assertComplete();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(fault + ": " + e.getMessage(), e);
        }
    }

    private void sufferAt(int every, IntFunction<Fault> fault) {
        migrations().write();
        int exchanges = exchanges();
        List<Integer> at = new ArrayList<>();
        for (int exchange = every; exchange <= exchanges; exchange += every) {
            at.add(exchange);
        }
        assertThat(at).isNotEmpty();
        at.forEach(exchange -> suffer(fault.apply(exchange)));
    }

    @Test
    void survivesLostAnswers() {
        sufferAt(SOME, exchange -> Fault.loseAnswer(1, exchange));
    }

    @Test
    @Tag("slow")
    void survivesALostAnswerAnywhere() {
        sufferAt(1, exchange -> Fault.loseAnswer(1, exchange));
    }

    @Test
    @Tag("slow")
    void survivesACutAnywhere() {
        migrations().write();
        graph().clear();
        long bytes;
        try (FaultyProxy proxy = FaultyProxy.to("127.0.0.1", database().server().port(), Fault.NONE)) {
            projectAt(proxy.port()).migrate();
            bytes = proxy.traffic(1).requestBytes();
        }
        for (long at = 1; at < bytes; at += 97) {
            suffer(Fault.cutRequestsAfter(1, at));
        }
    }
}
