package dev.whimbrel.server;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.Problems;
import dev.whimbrel.error.WhimbrelException;
import dev.whimbrel.migration.Timeline;
import dev.whimbrel.server.Shared.Fetch;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the migrations folders when somebody wants to know, on a thread of its own. Thread-safe. */
final class FolderWatch implements AutoCloseable {

    /** Files change seldom, and every one is read to its end. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);

    private final Supplier<Timeline> source;
    private final Patience patience;
    private final OwnThread thread = new OwnThread("whimbrel-folder");
    private final Shared<Found> found = new Shared<>(FRESH, this::fetch);

    /**
     * What is in the folders.
     *
     * @param timeline empty if they cannot be read as one
     * @param problems why not
     */
    record Found(Optional<Timeline> timeline, Problems problems) {

        static Found nothing(Problems problems) {
            return new Found(Optional.empty(), problems);
        }
    }

    FolderWatch(Supplier<Timeline> source, Patience patience) {
        this.source = source;
        this.patience = patience;
    }

    /** {@return what is in the folders; it completes in time, and never exceptionally} */
    CompletableFuture<Found> found() {
        return found.get();
    }

    private Fetch<Found> fetch() {
        CompletableFuture<Found> reading = thread.run(this::read);
        return new Fetch<>(reading, patience.limit(reading, Found.nothing(Problems.of(tooSlow()))));
    }

    private Found read() {
        try {
            return new Found(Optional.of(source.get()), Problems.NONE);
        } catch (WhimbrelException e) {
            return Found.nothing(e.problems());
        } catch (RuntimeException e) {
            LOG.warn("Reading the migrations", e);
            return Found.nothing(Problems.of(new Problem(
                    ErrorCode.INTERNAL,
                    "reading the migrations failed: " + e.getClass().getSimpleName(),
                    String.valueOf(e.getMessage()),
                    "see `whimbrel validate --stacktrace`")));
        }
    }

    private static Problem tooSlow() {
        return new Problem(
                ErrorCode.FOLDER_MISSING,
                "the migrations folder was not read in time",
                "the file system is slow or hangs",
                "try again; see `whimbrel validate`");
    }

    @Override
    public void close() {
        thread.end();
    }
}
