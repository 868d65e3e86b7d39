package dev.whimbrel.neo4j;

import dev.whimbrel.history.Attempt;
import dev.whimbrel.migration.Execution;
import dev.whimbrel.migration.ObjectChange;
import dev.whimbrel.migration.ObjectChange.Action;
import dev.whimbrel.migration.Statement;
import dev.whimbrel.neo4j.SchemaFence.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.exceptions.Neo4jException;

/**
 * Statements that change the schema: one transaction, which the history cannot be written in. What is about to be done is
 * written before it, that it is done after it, and whoever comes in between looks at the {@link SchemaFence}.
 */
final class SchemaGroup implements Group {

    private final ScriptRun run;
    private final List<Statement> statements = new ArrayList<>();
    private @Nullable Attempt done;

    SchemaGroup(ScriptRun run) {
        this.run = run;
    }

    /** A constraint cannot be created in the transaction that drops the one in its place, so a group does one or the other. */
    @Override
    public boolean takes(Statement statement) {
        return statement.execution() == Execution.SCHEMA
                && (statements.isEmpty() || action(statement) == action(statements.get(0)));
    }

    /** What is dropped has a name; what has none is created. */
    private static Action action(Statement statement) {
        return statement.changes().stream()
                .map(ObjectChange::action)
                .findFirst()
                .orElse(Action.CREATE);
    }

    @Override
    public void add(Statement statement, Attempt further) {
        statements.add(statement);
        done = further;
    }

    @Override
    public void end() {
        Attempt through = done;
        if (through == null) {
            return;
        }
        run.indexes().refuseOtherVectors(run.step(), statements);
        long group = run.entry().intend(through);
        Optional<Position> seen = run.fence().position();
        if (seen.filter(position -> position.token() > run.lock().token()).isPresent()) {
            throw Neo4jLock.lost("another process has moved the schema fence on");
        }
        try {
            run.session().write(Neo4jSession.under(run.lock().token()), transaction -> {
                SchemaFence.move(transaction, seen, run.lock().token(), group);
                statements.forEach(statement -> execute(transaction, statement));
                return true;
            });
        } catch (Neo4jException e) {
            settle(group, new CypherFailure(null, e));
        } catch (CypherFailure e) {
            settle(group, e);
        }
        run.entry().count(through);
        run.statementDone(through);
        run.groupDone(through);
    }

    private static void execute(Transaction transaction, Statement statement) {
        try {
            transaction.run(statement.text()).consume();
        } catch (Neo4jException e) {
            throw new CypherFailure(statement, e);
        }
    }

    /** Find out what became of a transaction whose end was not heard. */
    private void settle(long group, CypherFailure failure) {
        if (!Neo4jErrors.isLost(failure.reason())) {
            throw failure;
        }
        try {
            run.lock().ensureHeld();
            run.fence().claim(run.lock().token());
            if (!run.fence().lastGroup().equals(Optional.of(group))) {
                throw failure;
            }
        } catch (Neo4jException e) {
            failure.reason().addSuppressed(e);
            throw Neo4jErrors.unsettled(failure.reason());
        }
    }

    /** Nothing was begun. */
    @Override
    public void close() {}
}
