package dev.whimbrel.run;

import dev.whimbrel.database.Database;
import dev.whimbrel.error.DatabaseException;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** Waits until databases answer, for a time. */
public final class Patience {

    /** What may pass while a server starts; anything else waiting does not mend. */
    private static final Set<ErrorCode> MAY_PASS =
            EnumSet.of(ErrorCode.UNREACHABLE, ErrorCode.UNKNOWN_HOST, ErrorCode.MISSING_DATABASE);

    private static final Duration BETWEEN = Duration.ofMillis(250);

    private final Duration timeout;

    public Patience(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * Return when all databases have answered.
     *
     * @throws DatabaseException if one does not in time, or refuses in a way that waiting does not mend
     */
    public void await(Collection<Database> databases) {
        long deadline = System.nanoTime() + timeout.toNanos();
        databases.forEach(database -> await(database, deadline));
    }

    private void await(Database database, long deadline) {
        while (true) {
            try {
                database.ping();
                return;
            } catch (DatabaseException e) {
                boolean mayPass = e.problems().stream().allMatch(problem -> MAY_PASS.contains(problem.code()));
                if (!mayPass) {
                    throw e;
                }
                if (System.nanoTime() + BETWEEN.toNanos() >= deadline) {
                    throw expired(database, e);
                }
            }
            pause();
        }
    }

    private DatabaseException expired(Database database, DatabaseException last) {
        Problem problem = last.problems().iterator().next();
        return new DatabaseException(
                new Problem(
                        ErrorCode.WAIT_EXPIRED,
                        "database " + database.name() + " did not answer within " + timeout.toSeconds() + " s",
                        problem.what() + ": " + problem.why(),
                        "see whether the server is starting at all, or allow more time: `whimbrel wait --timeout 120`"),
                last);
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a database", e);
        }
    }
}
