package dev.whimbrel.database.sql;

import dev.whimbrel.migration.Statement;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A database said no to a statement of a script, or to what surrounds it. */
public final class StatementFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable Statement statement;
    private final SQLException reason;

    /** @param statement what was refused; nothing if it was the transaction's beginning or end */
    public StatementFailure(@Nullable Statement statement, SQLException reason) {
        super(reason);
        this.statement = statement;
        this.reason = reason;
    }

    public Optional<Statement> statement() {
        return Optional.ofNullable(statement);
    }

    public SQLException reason() {
        return reason;
    }
}
