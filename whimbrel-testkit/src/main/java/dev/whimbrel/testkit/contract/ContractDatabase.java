package dev.whimbrel.testkit.contract;

import dev.whimbrel.database.DatabaseProvider;
import dev.whimbrel.database.DatabaseSettings;
import java.util.List;

/** A fresh, empty database of the kind under test. Safe for use by several threads. */
public interface ContractDatabase extends AutoCloseable {

    DatabaseProvider provider();

    /** {@return how to reach it, under the name {@code main}} */
    DatabaseSettings settings();

    Dialect dialect();

    /** {@return the rows of a query, run on a connection of its own: the columns as text, divided by {@code |}} */
    List<String> query(String sql);

    /** Run statements one after the other on a connection of their own. */
    void execute(String... sql);

    @Override
    void close();
}
