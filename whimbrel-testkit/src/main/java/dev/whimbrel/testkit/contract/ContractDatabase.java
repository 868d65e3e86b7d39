package dev.whimbrel.testkit.contract;

import dev.whimbrel.database.DatabaseProvider;
import dev.whimbrel.database.DatabaseSettings;
import java.time.Instant;
import java.util.List;

/**
 * A fresh, empty database of the kind under test. What it is asked goes over a connection of its own. Safe for use by
 * several threads.
 */
public interface ContractDatabase extends AutoCloseable {

    DatabaseProvider provider();

    /** {@return how to reach it, under the name {@code main}} */
    DatabaseSettings settings();

    Dialect dialect();

    /** {@return what is there, one line for each thing that can be created} */
    List<String> catalog();

    /** {@return the chapters of the story in order, number and title divided by {@code |}} */
    List<String> story();

    /** {@return what is applied, as people look it up: version and script divided by {@code |}, in order} */
    List<String> applied();

    /** {@return the time by the clock that the history goes by} */
    Instant now();

    /** Remove something that a script has made. */
    void drop(String thing);

    @Override
    void close();
}
