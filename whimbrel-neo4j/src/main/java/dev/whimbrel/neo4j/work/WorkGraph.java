package dev.whimbrel.neo4j.work;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neo4j.driver.Record;
import org.neo4j.driver.Transaction;

/** Runs queries and transactions on a database, again where others were in the way. Thread-safe. */
public interface WorkGraph {

    /** What is done in one transaction. */
    interface Change<T> {
        T in(Transaction transaction);
    }

    /** {@return what the query yields, run in a transaction of its own} */
    List<Record> query(String cypher, Map<String, Object> parameters);

    /** {@return what the change yields; it is committed if it does not fail, and made anew if others were in its way} */
    <T> T write(Change<T> change);

    default Optional<Record> first(String cypher, Map<String, Object> parameters) {
        return query(cypher, parameters).stream().findFirst();
    }
}
