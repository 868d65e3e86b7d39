package dev.whimbrel.neo4j;

import dev.whimbrel.history.Attempt;
import dev.whimbrel.migration.Statement;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.exceptions.Neo4jException;

/**
 * A statement that commits on its own, as {@code CALL { … } IN TRANSACTIONS} does batch by batch. It is counted right after
 * it; killed in between or before its end, it runs again from its beginning, and so must be written to be repeatable.
 */
final class LoneStatement implements Group {

    private final ScriptRun run;
    private @Nullable Attempt done;

    LoneStatement(ScriptRun run) {
        this.run = run;
    }

    @Override
    public boolean takes(Statement statement) {
        return false;
    }

    @Override
    public void add(Statement statement, Attempt further) {
        run.lock().ensureHeld();
        try {
            run.session()
                    .runAlone(statement.text(), Neo4jSession.under(run.lock().token()));
        } catch (Neo4jException e) {
            throw new CypherFailure(statement, e);
        }
        done = further;
        run.statementDone(further);
    }

    @Override
    public void end() {
        Attempt through = done;
        if (through != null) {
            run.entry().count(through);
            run.groupDone(through);
        }
    }

    /** Its transactions are over when it returns. */
    @Override
    public void close() {}
}
