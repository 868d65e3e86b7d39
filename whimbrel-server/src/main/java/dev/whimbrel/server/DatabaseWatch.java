package dev.whimbrel.server;

import dev.whimbrel.backfill.Backfills;
import dev.whimbrel.backfill.WorkStatus;
import dev.whimbrel.database.Database;
import dev.whimbrel.database.Health;
import dev.whimbrel.error.DatabaseException;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.Problems;
import dev.whimbrel.history.History;
import dev.whimbrel.server.Shared.Fetch;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at one database, on a thread of its own, when somebody wants to know.
 *
 * <p>A database that hangs holds up that thread until its driver gives up, and nothing else: whoever asks is told in time
 * that there is no answer. A connection is kept while all is well, and made anew after anything else. Thread-safe.
 */
final class DatabaseWatch implements AutoCloseable {

    /** A look that began longer ago is repeated. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    /** What keeps a database from being migrated, but not from being asked. */
    private static final Set<ErrorCode> ANSWERS = EnumSet.of(ErrorCode.READ_ONLY, ErrorCode.PERMISSION_DENIED);

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseWatch.class);

    private final String name;
    private final String kind;
    private final Supplier<Database> source;
    private final Patience patience;
    private final HealthListener listener;
    private final OwnThread talk;
    private final OwnThread thread;
    private final Shared<Sight> sight = new Shared<>(FRESH, this::fetch);
    /** Touched by the thread of the talk only. */
    private Problems known = Problems.NONE;
    /** Touched by the own thread only. */
    private @Nullable Database database;

    /**
     * @param source opens the database anew
     * @param talk where the listener is called, which may take its time
     */
    DatabaseWatch(
            String name,
            String kind,
            Supplier<Database> source,
            Patience patience,
            HealthListener listener,
            OwnThread talk) {
        this.name = name;
        this.kind = kind;
        this.source = source;
        this.patience = patience;
        this.listener = listener;
        this.talk = talk;
        this.thread = new OwnThread("whimbrel-" + name);
    }

    String name() {
        return name;
    }

    String kind() {
        return kind;
    }

    /** {@return how the database is; it completes in time, and never exceptionally} */
    CompletableFuture<Sight> sight() {
        return sight.get();
    }

    private Fetch<Sight> fetch() {
        CompletableFuture<Sight> look = thread.run(this::look);
        CompletableFuture<Sight> answer =
                patience.limit(look, Sight.without(silent())).exceptionally(failure -> Sight.without(broken(failure)));
        talk.after(answer, seen -> tell(seen.health()));
        return new Fetch<>(look, answer);
    }

    private Sight look() {
        Database open = database == null ? source.get() : database;
        database = open;
        boolean isWell = false;
        try {
            Sight seen = look(open);
            isWell = seen.health().isUp();
            return seen;
        } finally {
            if (!isWell) {
                forget();
            }
        }
    }

    private Sight look(Database open) {
        Health health = open.health();
        boolean answers = health.problems().stream().allMatch(problem -> ANSWERS.contains(problem.code()));
        if (!answers) {
            return Sight.without(health);
        }
        try {
            History history = open.history();
            return new Sight(health, Optional.of(history), works(open, history));
        } catch (DatabaseException e) {
            return Sight.without(
                    new Health(name, kind, health.details(), health.problems().and(e.problems())));
        }
    }

    /** Only where long work has begun is there anything to ask. */
    private static List<WorkStatus> works(Database open, History history) {
        return history.hasLongWork() ? open.backfills().map(Backfills::works).orElse(List.of()) : List.of();
    }

    private void forget() {
        Database broken = database;
        database = null;
        if (broken != null) {
            try {
                broken.close();
            } catch (DatabaseException e) {
                LOG.debug("Closing the connection to {}", name, e);
            }
        }
    }

    private Health silent() {
        return down(new Problem(
                ErrorCode.WAIT_EXPIRED,
                "database " + name + " did not answer within "
                        + patience.limit().toMillis() + " ms",
                "it hangs, is overloaded, or something on the way drops what is sent",
                "see `whimbrel health --database " + name + "`, and the server's log and load"));
    }

    private Health broken(Throwable completion) {
        Throwable failure = Objects.requireNonNullElse(completion.getCause(), completion);
        LOG.warn("Looking at {}", name, failure);
        return down(new Problem(
                ErrorCode.INTERNAL,
                "looking at database " + name + " failed: " + failure.getClass().getSimpleName(),
                String.valueOf(failure.getMessage()),
                "see `whimbrel health --database " + name + " --stacktrace`"));
    }

    private Health down(Problem problem) {
        return new Health(name, kind, Map.of(), Problems.of(problem));
    }

    private void tell(Health health) {
        boolean isNews = !codes(health.problems()).equals(codes(known));
        known = health.problems();
        if (isNews) {
            listener.changed(health);
        }
    }

    private static Set<ErrorCode> codes(Problems problems) {
        EnumSet<ErrorCode> codes = EnumSet.noneOf(ErrorCode.class);
        problems.forEach(problem -> codes.add(problem.code()));
        return codes;
    }

    /** Give the connection back, unless the thread hangs; then it ends with the process. */
    @Override
    public void close() {
        thread.end(this::forget);
    }
}
