package dev.whimbrel.source;

import dev.whimbrel.migration.LongWork;
import dev.whimbrel.migration.MigrationKind;
import dev.whimbrel.migration.Place;
import java.io.IOException;
import java.io.Reader;

/**
 * Reads definitions of long-running migrations, as in {@code 007_embed_chunks.embedding.yaml}. Found as a service, so that
 * only who has such files needs a library for their format. Thread-safe.
 */
public interface WorkReader {

    /**
     * {@return what the definition says}
     *
     * @param kind whether it is an embedding or a backfill
     * @param start where {@code text} begins
     * @throws dev.whimbrel.error.TimelineException if it is not valid; the problems name line and column
     */
    LongWork read(MigrationKind kind, Reader text, Place start) throws IOException;
}
