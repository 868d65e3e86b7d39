package dev.whimbrel.neo4j;

import dev.whimbrel.history.Attempt;
import dev.whimbrel.migration.Execution;
import dev.whimbrel.migration.Statement;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.exceptions.Neo4jException;

/** Statements that change data: one transaction, in which the history is written as well. */
final class DataGroup implements Group {

    private final ScriptRun run;
    private @Nullable Session session;
    private @Nullable Transaction transaction;
    private @Nullable Attempt done;

    DataGroup(ScriptRun run) {
        this.run = run;
    }

    @Override
    public boolean takes(Statement statement) {
        return statement.execution() != Execution.SCHEMA && statement.execution() != Execution.NON_TRANSACTIONAL;
    }

    @Override
    public void add(Statement statement, Attempt further) {
        try {
            transaction().run(statement.text()).consume();
        } catch (Neo4jException e) {
            throw new CypherFailure(statement, e);
        }
        done = further;
        run.statementDone(further);
    }

    private Transaction transaction() {
        if (session == null || transaction == null) {
            session = run.session().connector().session();
            transaction = session.beginTransaction(Neo4jSession.under(run.lock().token()));
        }
        return transaction;
    }

    /** A commit whose answer was lost went through if and only if the history says so. */
    @Override
    public void end() {
        Attempt through = done;
        if (through == null) {
            return;
        }
        OptionalLong rank = OptionalLong.empty();
        try {
            run.lock().guard(transaction());
            rank = OptionalLong.of(run.entry().write(transaction(), through));
            transaction().commit();
        } catch (Neo4jException e) {
            close();
            if (rank.isEmpty() || !Neo4jErrors.isLost(e) || !run.entry().isWritten(rank.getAsLong(), through, e)) {
                throw new CypherFailure(null, e);
            }
        }
        close();
        run.groupDone(through);
    }

    @Override
    public void close() {
        try {
            if (session != null) {
                // Closing a session undoes its transaction, and complains where the connection is gone, which does so
                // too.
                session.close();
            }
        } catch (Neo4jException e) {
            ScriptRun.LOG.debug("The transaction ended with its connection", e);
        }
        session = null;
        transaction = null;
    }
}
