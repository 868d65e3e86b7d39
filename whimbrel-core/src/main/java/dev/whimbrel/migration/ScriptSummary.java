package dev.whimbrel.migration;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.TimelineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a script turned out to be when it was read to its end.
 *
 * @param statements how many statements will be sent, transaction control left out
 * @param nonTransactional the first statement that cannot run in a transaction, or the first one where the file asks
 *     for none; empty if the whole script runs in one transaction
 * @param hasSavepoints whether statements must wait for each other's answers
 * @param changes the schema objects the script creates, drops or renames, in order
 */
public record ScriptSummary(
        int statements, Optional<Statement> nonTransactional, boolean hasSavepoints, List<ObjectChange> changes) {

    public ScriptSummary {
        changes = List.copyOf(changes);
    }

    /** {@return whether the script takes effect as a whole or not at all} */
    public boolean isTransactional() {
        return nonTransactional.isEmpty();
    }

    /**
     * Sums up a script statement by statement and refuses one that would break out of the migration's transaction.
     *
     * <p>A script that is wrapped in {@code BEGIN; … COMMIT;} is fine, since that is what it gets anyway: the two are left
     * out when it runs. So are several such blocks and statements around them, as long as nothing in them was to end with
     * its block. Statements that only set up the connection may stand before and after.
     */
    static final class Builder {

        private static final Pattern UNTIL_COMMIT = Pattern.compile(
                "\\bSET\\s+(?:LOCAL|CONSTRAINTS)\\b|\\bset_config\\s*\\(|\\bON\\s+COMMIT\\s+D",
                Pattern.CASE_INSENSITIVE);

        private final TransactionWish wish;
        private final List<ObjectChange> changes = new ArrayList<>();
        private int statements;
        private boolean hasSavepoints;
        private boolean hasBegunWork;
        private @Nullable Statement nonTransactional;
        private @Nullable Statement sessionAfterWork;
        private @Nullable Statement firstBegin;
        private @Nullable Statement openedBy;
        /** The end of the first block with something in it that was to last no longer. */
        private @Nullable Statement limit;

        private boolean isLimited;

        Builder(TransactionWish wish) {
            this.wish = wish;
        }

        void add(Statement statement) {
            if (statement.execution().isTransactionControl()) {
                control(statement);
                return;
            }
            statements++;
            changes.addAll(statement.changes());
            if (statement.execution() == Execution.SESSION) {
                sessionAfterWork = hasBegunWork && sessionAfterWork == null ? statement : sessionAfterWork;
            } else {
                addWork(statement);
            }
        }

        private void addWork(Statement statement) {
            if (limit != null) {
                throw controlsTransaction(limit);
            }
            hasBegunWork = true;
            isLimited |= openedBy != null && lastsUntilCommit(statement);
            hasSavepoints |= statement.execution() == Execution.SAVEPOINT;
            if (nonTransactional == null) {
                nonTransactional = isOutsideTransaction(statement) ? statement : sessionAfterWork;
            }
        }

        private boolean isOutsideTransaction(Statement statement) {
            return wish == TransactionWish.NO_TRANSACTION
                    || statement.execution() == Execution.NON_TRANSACTIONAL
                    || statement.execution() == Execution.SCHEMA;
        }

        private static boolean lastsUntilCommit(Statement statement) {
            return UNTIL_COMMIT.matcher(statement.text()).find()
                    && statement.changes().stream().noneMatch(change -> change.kind() == ObjectKind.FUNCTION);
        }

        private void control(Statement statement) {
            if (statement.execution() == Execution.BEGIN && openedBy == null) {
                openedBy = statement;
                firstBegin = firstBegin == null ? statement : firstBegin;
            } else if (statement.execution() == Execution.COMMIT && openedBy != null) {
                openedBy = null;
                limit = isLimited && limit == null ? statement : limit;
            } else {
                throw controlsTransaction(statement);
            }
        }

        private static TimelineException controlsTransaction(Statement statement) {
            return new TimelineException(
                    new Problem(
                            ErrorCode.SCRIPT_TRANSACTION_CONTROL,
                            statement.place() + ": the script controls its transaction itself: " + statement.excerpt(),
                            "each migration runs in one transaction together with its history entry, which this would break",
                            "remove the statement, or split the script; BEGIN; … COMMIT; may stay around statements of which none lasts until the COMMIT only, or cannot run in a transaction"));
        }

        ScriptSummary build() {
            if (openedBy != null) {
                throw controlsTransaction(openedBy);
            }
            if (firstBegin != null && nonTransactional != null) {
                throw controlsTransaction(firstBegin);
            }
            return new ScriptSummary(statements, Optional.ofNullable(nonTransactional), hasSavepoints, changes);
        }
    }
}
