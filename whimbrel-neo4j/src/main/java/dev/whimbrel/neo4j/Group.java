package dev.whimbrel.neo4j;

import dev.whimbrel.history.Attempt;
import dev.whimbrel.migration.Statement;

/** Consecutive statements of a script that take effect together. */
interface Group extends AutoCloseable {

    /** {@return whether the statement can take effect together with those before it} */
    boolean takes(Statement statement);

    /**
     * Take the next statement, now or at the {@link #end}.
     *
     * @param done the attempt as it is when this statement is done
     */
    void add(Statement statement, Attempt done);

    /** Make the statements and their count in the history take effect. */
    void end();

    /** Undo what has not taken effect. */
    @Override
    void close();
}
