package dev.whimbrel.neo4j;

import java.util.List;
import java.util.Map;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.TransactionConfig;

/** Runs queries of ours, and transactions, on a database. Thread-safe; each call takes a session of its own. */
final class Neo4jSession {

    /** By this entry of its metadata a transaction of ours is known, with the token of the lock it was begun under. */
    static final String TOKEN = "whimbrel";

    private static final TransactionConfig WITHOUT_LOCK = TransactionConfig.empty();

    private final Neo4jConnector connector;

    Neo4jSession(Neo4jConnector connector) {
        this.connector = connector;
    }

    Neo4jConnector connector() {
        return connector;
    }

    /** What is done in one transaction. */
    interface Work<T> {
        T in(Transaction transaction);
    }

    /** {@return what the query yields, run in a transaction of its own} */
    List<Record> query(String query, Map<String, Object> parameters) {
        try (Session session = connector.session()) {
            return session.run(query, parameters).list();
        }
    }

    List<Record> query(String query) {
        return query(query, Map.of());
    }

    /** {@return what the work yields; it is committed if it does not fail} */
    <T> T write(Work<T> work) {
        return write(WITHOUT_LOCK, work);
    }

    <T> T write(TransactionConfig config, Work<T> work) {
        try (Session session = connector.session();
                Transaction transaction = session.beginTransaction(config)) {
            T result = work.in(transaction);
            transaction.commit();
            return result;
        }
    }

    /** Run a statement that opens its own transactions. */
    void runAlone(String statement, TransactionConfig config) {
        try (Session session = connector.session()) {
            session.run(statement, config).consume();
        }
    }

    static TransactionConfig under(long token) {
        return TransactionConfig.builder().withMetadata(Map.of(TOKEN, token)).build();
    }
}
