package dev.whimbrel.database.sql;

import dev.whimbrel.history.Attempt;
import dev.whimbrel.migration.Statement;
import dev.whimbrel.migration.StatementReader;
import java.io.IOException;
import java.sql.SQLException;

/** A connection on which a script is run statement by statement, its journal kept beside. */
public interface ScriptSession {

    void begin() throws SQLException;

    void commit() throws SQLException;

    /** Undo what was begun; does nothing outside a transaction or on a dead connection. */
    void rollback();

    /** Run one statement, with the data that follows it in the script if it needs some. */
    void execute(Statement statement, StatementReader script) throws SQLException, IOException;

    /** {@return the rank of the new history entry} */
    long insert(Attempt attempt) throws SQLException;

    /** Write how many statements of an attempt under way are done. */
    void progress(long rank, Attempt attempt) throws SQLException;

    /** Write how an attempt under way ended. What was counted stays as it is. */
    void finish(long rank, Attempt attempt) throws SQLException;

    /** {@return whether the database may have done what it was asked for, and its answer got lost} */
    boolean hasLostAnswer(SQLException reason);

    /** {@return the database's own sentence about what it refused} */
    String message(SQLException reason);

    /**
     * Pause, if a statement that was refused may go through a moment later.
     *
     * @param attempt how often the statement was tried
     * @return whether to try it again
     */
    boolean pauseBeforeRetry(int attempt, SQLException reason);
}
