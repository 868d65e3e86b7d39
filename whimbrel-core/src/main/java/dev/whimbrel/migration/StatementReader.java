package dev.whimbrel.migration;

import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/** Reads a script statement by statement, holding no more than one of them. Not thread-safe. */
public interface StatementReader extends AutoCloseable {

    /**
     * {@return the next statement, or nothing at the end of the script} Data of a preceding {@link Execution#COPY_IN}
     * that was not read is skipped.
     *
     * @throws dev.whimbrel.error.TimelineException if the script ends where it must not, or is not text
     */
    Optional<Statement> next() throws IOException;

    /** {@return the data that follows a {@link Execution#COPY_IN} statement, to be read before the next statement} */
    Reader copyData() throws IOException;

    @Override
    void close() throws IOException;
}
