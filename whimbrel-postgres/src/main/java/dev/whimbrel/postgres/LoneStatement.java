package dev.whimbrel.postgres;

import dev.whimbrel.migration.Statement;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Runs a statement outside any transaction, so that it cannot be counted in the same instant. What an attempt that was
 * interrupted just then has done already is not done again, and what it has left half-done is finished or cleared away.
 */
final class LoneStatement {

    private final PostgresSession session;
    private final String sql;
    private final Interruption interruption;

    LoneStatement(PostgresSession session, Statement statement, Interruption interruption) {
        this.session = session;
        this.sql = statement.text();
        this.interruption = interruption;
    }

    void execute() throws SQLException {
        if (isDone()) {
            return;
        }
        try {
            session.execute(sql);
        } catch (SQLException e) {
            if (!interruption.isKnown() || !InterruptedStatement.isDone(sql, e)) {
                throw e;
            }
        }
    }

    private boolean isDone() throws SQLException {
        Optional<IndexDefinition> index = IndexDefinition.parse(sql);
        if (index.isPresent()) {
            return new ConcurrentIndex(session, index.get(), interruption).isDone();
        }
        Optional<DetachedPartition> detached = DetachedPartition.parse(sql);
        if (detached.isPresent()) {
            return detached.get().isDone(session, interruption);
        }
        Optional<ConcurrentReindex> reindex = ConcurrentReindex.parse(sql);
        if (reindex.isPresent()) {
            reindex.get().dropLeftovers(session);
            return false;
        }
        return interruption.isKnown() && new InterruptedStatement(session, interruption).isDone(sql);
    }
}
