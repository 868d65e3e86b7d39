package dev.whimbrel.neo4j;

import dev.whimbrel.migration.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.exceptions.Neo4jException;

/** Neo4j said no to a statement of a script, or to what surrounds it. */
final class CypherFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable Statement statement;
    private final Neo4jException reason;

    /** @param statement what was refused; nothing if it was the transaction's beginning or end */
    CypherFailure(@Nullable Statement statement, Neo4jException reason) {
        super(reason);
        this.statement = statement;
        this.reason = reason;
    }

    Optional<Statement> statement() {
        return Optional.ofNullable(statement);
    }

    Neo4jException reason() {
        return reason;
    }

    /** {@return whether the group of statements may go through a moment later, and none of it was kept} */
    boolean isWorthAnotherTry() {
        boolean isDoneInPart =
                statement != null && statement.execution() == dev.whimbrel.migration.Execution.NON_TRANSACTIONAL;
        return !isDoneInPart && Neo4jErrors.mayPass(reason);
    }
}
