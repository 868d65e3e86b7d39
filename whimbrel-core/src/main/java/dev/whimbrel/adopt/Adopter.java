package dev.whimbrel.adopt;

import dev.whimbrel.database.Database;
import dev.whimbrel.database.ForeignLock;
import dev.whimbrel.database.ForeignTables;
import dev.whimbrel.error.DisagreementException;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.LockedException;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import dev.whimbrel.history.Attempt;
import dev.whimbrel.migration.Timeline;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Takes over another tool's history of one database; holds that tool's lock until it is closed. Not thread-safe. */
public final class Adopter implements AutoCloseable {

    private final Database database;
    private final Timeline timeline;
    private final AdoptOptions options;
    private ForeignLock lock = ForeignLock.NOT_NEEDED;

    public Adopter(Database database, Timeline timeline, AdoptOptions options) {
        this.database = database;
        this.timeline = timeline;
        this.options = options;
    }

    /**
     * {@return what taking over comes to; nothing if no history is found} Changes nothing.
     *
     * @throws SettingsException if several are found, or not the one asked for
     */
    public Optional<Adoption> look() {
        return found().map(this::match);
    }

    /**
     * {@return the entries to write, decided on while the other tool is kept out}
     *
     * @throws LockedException if it is at work
     * @throws DisagreementException if a person must decide something first
     */
    public List<Attempt> attempts() {
        Optional<ForeignHistory> found = found();
        found.ifPresent(this::keepOut);
        Optional<Adoption> adoption = found.map(this::match);
        adoption.ifPresent(match -> match.problems().throwIfPresent(DisagreementException::new));
        return adoption.map(Adoption::attempts).orElse(List.of());
    }

    private Adoption match(ForeignHistory found) {
        return new Matching(database.name(), timeline, database.history(), options)
                .of(found.tool().name(), found.table().label(), found.entries(database.foreignTables()));
    }

    private Optional<ForeignHistory> found() {
        options.from().ifPresent(Adopter::requireKnown);
        List<ForeignHistory> all = ForeignHistory.in(database.foreignTables());
        List<ForeignHistory> ours = all.stream()
                .filter(ForeignHistory::isOurs)
                .filter(history ->
                        options.from().map(history.tool().name()::equals).orElse(true))
                .toList();
        if (ours.size() > 1) {
            throw several(ours);
        }
        if (ours.isEmpty() && (options.from().isPresent() || !all.isEmpty())) {
            throw elsewhere(all);
        }
        return ours.stream().findFirst();
    }

    private static void requireKnown(String tool) {
        if (!ForeignHistory.tools().contains(tool)) {
            throw new SettingsException(new Problem(
                    ErrorCode.ADOPT_NOT_FOUND,
                    "no tool is known by the name " + tool,
                    "known are " + String.join(", ", ForeignHistory.tools()),
                    "name one of these; or `whimbrel baseline VERSION` declares where the database stands"));
        }
    }

    private SettingsException several(List<ForeignHistory> found) {
        return new SettingsException(new Problem(
                ErrorCode.ADOPT_SEVERAL,
                "several histories are found in " + database.name() + ": " + labels(found),
                "which of them speaks for the folder cannot be told",
                "name the tool: `whimbrel adopt --from "
                        + found.get(found.size() - 1).tool().name() + "`"));
    }

    private SettingsException elsewhere(List<ForeignHistory> found) {
        String wanted = options.from().map(tool -> "history of " + tool).orElse("other tool's history");
        return new SettingsException(new Problem(
                ErrorCode.ADOPT_NOT_FOUND,
                "no " + wanted + " is found in " + database.name(),
                found.isEmpty()
                        ? "no table of the database looks like one"
                        : "there are others, or in a schema that is not the current one: " + labels(found),
                "name the database or schema it lies in (for PostgreSQL ?currentSchema=NAME in the URL); or "
                        + "`whimbrel baseline VERSION` declares where the database stands"));
    }

    private static String labels(List<ForeignHistory> found) {
        return found.stream()
                .map(history -> history.tool().name() + " (" + history.table().label() + ")")
                .collect(Collectors.joining(", "));
    }

    private void keepOut(ForeignHistory history) {
        ForeignTables tables = database.foreignTables();
        history.tool().holder(history.table(), tables).ifPresent(holder -> {
            throw atWork(history, "its lock is held by " + holder);
        });
        lock.close();
        lock = tables.tryLock(history.tool().lockKeys(history.table(), tables.databaseName()));
        if (lock == ForeignLock.HELD_BY_OTHERS) {
            throw atWork(history, "its advisory lock is held");
        }
    }

    private LockedException atWork(ForeignHistory history, String why) {
        return new LockedException(new Problem(
                ErrorCode.ADOPT_LOCKED,
                history.tool().name() + " is at work on " + database.name() + ", or was when it died",
                why,
                "wait for it to end and run again; a lock that was left behind is released by its own tool"));
    }

    @Override
    public void close() {
        lock.close();
    }
}
