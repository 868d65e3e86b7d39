package dev.whimbrel.sqlite;

import dev.whimbrel.database.sql.work.SqlCommands;
import dev.whimbrel.error.MigrationFailedException;
import dev.whimbrel.history.Attempt;
import dev.whimbrel.history.Outcome;
import dev.whimbrel.migration.Direction;
import dev.whimbrel.plan.Step;
import java.sql.SQLException;

/** Begins long work, or reverts it, in one transaction with its history entry. */
record LongWorkStep(SqliteSession session, SqliteHistory history) {

    void run(Step step) throws SQLException {
        try {
            session.begin();
            change(step);
            Outcome outcome = step.direction() == Direction.UP ? Outcome.STARTED : Outcome.REVERTED;
            history.insert(Attempt.of(step.migration(), step.script(), outcome, 1), 0);
            session.commit();
        } catch (MigrationFailedException e) {
            session.renew();
            noteFailure(step, e.problems().iterator().next().toString());
            throw e;
        } catch (SQLException e) {
            session.renew();
            noteFailure(step, SqliteErrors.message(e));
            throw e;
        }
    }

    private void change(Step step) throws SQLException {
        SqlCommands commands = session.commands();
        if (step.direction() == Direction.UP) {
            new WorkExpansion(commands, session.hasExtension()).begin(step);
        } else {
            VectorRemoval.removal(commands).revert(step.migration());
        }
    }

    private void noteFailure(Step step, String reason) throws SQLException {
        Outcome outcome = Outcome.notThrough(step.direction());
        history.insert(Attempt.of(step.migration(), step.script(), outcome, 0).withError(reason), 0);
    }
}
