package dev.whimbrel.neo4j;

import dev.whimbrel.neo4j.work.WorkGraph;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.neo4j.driver.Record;
import org.neo4j.driver.exceptions.Neo4jException;

/** Long work's way to the database. What did not go through because of others is asked for again. */
record Neo4jWorkGraph(Neo4jSession session, Retries retries) implements WorkGraph {

    @Override
    public List<Record> query(String cypher, Map<String, Object> parameters) {
        return patiently(() -> session.query(cypher, parameters));
    }

    @Override
    public <T> T write(Change<T> change) {
        return patiently(() -> session.write(change::in));
    }

    /** A connection that was cut is no reason: nobody knows what became of the transaction. */
    private <T> T patiently(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.get();
            } catch (Neo4jException e) {
                if (!Neo4jErrors.isInterference(e) || !retries.pauseAfter(attempt)) {
                    throw e;
                }
            }
        }
    }
}
