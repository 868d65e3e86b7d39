package dev.whimbrel.testkit.contract;

import java.time.Instant;
import java.util.List;

/** A fresh, empty SQL database. */
public interface SqlContractDatabase extends ContractDatabase {

    @Override
    SqlDialect dialect();

    /** {@return the rows of a query: the columns as text, divided by {@code |}} */
    List<String> query(String sql);

    /** Run statements one after the other. */
    void execute(String... sql);

    @Override
    default List<String> catalog() {
        return query(dialect().catalog());
    }

    @Override
    default List<String> story() {
        return query("SELECT chapter, title FROM story ORDER BY chapter");
    }

    @Override
    default List<String> applied() {
        return query("SELECT version, filename FROM whimbrel_applied ORDER BY applied_at, version");
    }

    @Override
    default Instant now() {
        return Instant.parse(query(dialect().now()).get(0));
    }

    @Override
    default void drop(String thing) {
        execute("DROP TABLE " + thing);
    }
}
