package dev.whimbrel.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.error.WhimbrelException;
import dev.whimbrel.testkit.proxy.Fault;
import dev.whimbrel.testkit.proxy.FaultyProxy;
import dev.whimbrel.testkit.proxy.Traffic;
import org.junit.jupiter.api.Test;

/**
 * Connections that are cut or fall silent at each exchange of a run. Whatever happens, an applied entry is there if and
 * only if the whole effect is, and running again brings each effect exactly once.
 */
final class Neo4jFaultIT extends Neo4jTest {

    private CountedMigrations migrations() {
        return new CountedMigrations(database(), project());
    }

    /** {@return what goes over the first connection, the busiest, when nothing goes wrong} */
    private Traffic clean() {
        graph().clear();
        try (FaultyProxy proxy = FaultyProxy.to("127.0.0.1", database().server().port(), Fault.NONE)) {
            projectAt(proxy.port()).migrate();
            migrations().assertComplete();
            return proxy.traffic(1);
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

    @Test
    void survivesALostAnswer() {
        migrations().write();
        for (int exchange : CountedMigrations.spread(clean().exchanges(), 5, 1)) {
            suffer(Fault.loseAnswer(1, exchange));
        }
    }

    @Test
    void survivesACut() {
        migrations().write();
        for (int bytes : CountedMigrations.spread(Math.toIntExact(clean().requestBytes()), 4, 97)) {
            suffer(Fault.cutRequestsAfter(1, bytes));
        }
    }
}
