package dev.whimbrel.postgres;

import dev.whimbrel.history.Attempt;
import dev.whimbrel.history.Outcome;
import dev.whimbrel.migration.Execution;
import dev.whimbrel.migration.Statement;
import dev.whimbrel.migration.StatementReader;
import dev.whimbrel.plan.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Several small scripts on their way to the server in one message: for each {@code BEGIN}, a look at the lock, the
 * statements, the history entry, {@code COMMIT}.
 *
 * <p>The server works through a message of the simple protocol in order and throws away the rest at the first error, so
 * that a script which fails leaves those before it committed and those after it without effect.
 */
final class SharedTrip {

    private static final int LONGEST_SCRIPT = 64 * 1024;
    private static final int LONGEST_TRIP = 256 * 1024;

    /**
     * What must be alone on its way: the server reads the quotes of a whole message by the setting at its beginning, and
     * takes a transaction's mode only before any query, of which ours is one.
     */
    private static final Pattern UNFIT =
            Pattern.compile("standard_conforming_strings|^set\\s+transaction", Pattern.CASE_INSENSITIVE);

    private final PostgresSession session;
    private final PostgresHistory history;
    private final Retries retries;
    private final PostgresLock lock;
    private final List<Step> steps = new ArrayList<>();
    private final StringBuilder message = new StringBuilder();

    /**
     * What the history remembers of a step that went through.
     *
     * @param rank among all entries
     * @param duration on the server
     */
    record Entry(long rank, Duration duration) {

        /** {@return what stands in a row of {@link PostgresHistory#RANK} and the duration in milliseconds} */
        static Entry read(ResultSet row) throws SQLException {
            return new Entry(row.getLong(1), Duration.ofMillis(row.getLong(2)));
        }
    }

    private SharedTrip(PostgresSession session, PostgresHistory history, Retries retries, PostgresLock lock) {
        this.session = session;
        this.history = history;
        this.retries = retries;
        this.lock = lock;
    }

    static SharedTrip begin(PostgresSession session, PostgresHistory history, Retries retries, PostgresLock lock) {
        return new SharedTrip(session, history, retries, lock);
    }

    int size() {
        return steps.size();
    }

    boolean isEmpty() {
        return steps.isEmpty();
    }

    List<Step> steps() {
        return steps;
    }

    /** Take one more step, if it is small and needs no answer on its way. {@return whether it was taken} */
    boolean takes(Step step) throws SQLException {
        if (PostgresSteps.isNoScript(step) || !step.isTransactional() || message.length() > LONGEST_TRIP) {
            return false;
        }
        StringBuilder script = new StringBuilder();
        Optional<Integer> statements = read(step, script);
        if (statements.isPresent()) {
            add(step, script, statements.get());
        }
        return statements.isPresent();
    }

    /** {@return how many statements were put into {@code script}; nothing if it is not fit to travel} */
    private static Optional<Integer> read(Step step, StringBuilder script) {
        int count = 0;
        try (StatementReader statements = step.script().open()) {
            for (Optional<Statement> next = statements.next(); next.isPresent(); next = statements.next()) {
                Statement statement = next.get();
                if (!isFit(statement) || script.length() + statement.text().length() > LONGEST_SCRIPT) {
                    return Optional.empty();
                }
                if (!statement.execution().isTransactionControl()) {
                    append(script, statement.text());
                    count++;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + step.script().name() + " a second time", e);
        }
        return Optional.of(count);
    }

    private static boolean isFit(Statement statement) {
        return statement.execution() != Execution.COPY_IN
                && !UNFIT.matcher(statement.text()).find();
    }

    /** A statement may end in a line comment, which must not swallow the semicolon. */
    static void append(StringBuilder message, String statement) {
        message.append(statement).append("\n;\n");
    }

    private void add(Step step, StringBuilder script, int statements) throws SQLException {
        Outcome outcome = Outcome.through(step.direction());
        message.append(steps.isEmpty() ? session.reset() : session.resetSettings())
                .append("BEGIN; ")
                .append(retries.setTimeouts(step.script().options()))
                .append("; ")
                .append(lock.guardAnd(PostgresHistory.NOTE_BEGIN))
                .append(";\n")
                .append(script)
                .append("RESET SESSION AUTHORIZATION; ")
                .append(history.insertion(Attempt.of(step.migration(), step.script(), outcome, statements)))
                .append("; COMMIT;\n");
        steps.add(step);
    }

    /**
     * Send the message and wait for its answer: one round trip.
     *
     * @return the entry of each step
     * @throws SQLException if one did not go through; which, the history tells
     */
    List<Entry> send() throws SQLException {
        return session.execute(message.append(session.reset()).toString(), PostgresHistory.RANK, Entry::read);
    }
}
