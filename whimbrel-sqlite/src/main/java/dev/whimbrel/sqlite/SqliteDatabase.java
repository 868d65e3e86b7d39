package dev.whimbrel.sqlite;

import dev.whimbrel.backfill.Backfills;
import dev.whimbrel.database.Database;
import dev.whimbrel.database.ForeignTables;
import dev.whimbrel.database.Health;
import dev.whimbrel.database.Lock;
import dev.whimbrel.database.LockListener;
import dev.whimbrel.database.StepListener;
import dev.whimbrel.error.DatabaseException;
import dev.whimbrel.error.Problems;
import dev.whimbrel.history.Attempt;
import dev.whimbrel.history.History;
import dev.whimbrel.migration.ScriptLanguage;
import dev.whimbrel.plan.Promises.PromisedObject;
import dev.whimbrel.plan.Step;
import dev.whimbrel.source.lexer.SqlLanguage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sqlite.SQLiteJDBCLoader;

/** An SQLite file. Reading from one that does not exist yet does not create it. */
final class SqliteDatabase implements Database {

    static final String KIND = "sqlite";

    private final String name;
    private final SqliteSession session;
    private final SqliteHistory history;

    SqliteDatabase(String name, SqliteSession session) {
        this.name = name;
        this.session = session;
        this.history = new SqliteHistory(session);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public ScriptLanguage language() {
        return SqlLanguage.SQLITE;
    }

    /** A file that does not exist yet is fine if it could be made. */
    @Override
    public void ping() {
        refuseMissingFolder();
        if (session.exists()) {
            attempt(() -> {
                session.execute("SELECT count(*) FROM sqlite_master");
                return true;
            });
        }
    }

    private void refuseMissingFolder() {
        Path folder = session.file().toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw SqliteErrors.noFolder(session.file());
        }
    }

    @Override
    public Health health() {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("file", session.file().toString());
        try {
            ping();
            details.put("version", SQLiteJDBCLoader.getVersion());
            details.put("exists", session.exists() ? "yes" : "not yet");
            refuseReadOnly();
            return new Health(name, KIND, details, Problems.NONE);
        } catch (DatabaseException e) {
            return new Health(name, KIND, details, e.problems());
        }
    }

    private void refuseReadOnly() {
        Path file = session.file().toAbsolutePath();
        Path written = session.exists() ? file : file.getParent();
        if (written != null && !Files.isWritable(written)) {
            throw new DatabaseException(
                    SqliteErrors.readOnly(session.file(), "no permission to write to " + written), null);
        }
    }

    @Override
    public History history() {
        return attempt(history::read);
    }

    @Override
    public Lock lock(Duration wait, LockListener listener) {
        refuseMissingFolder();
        refuseReadOnly();
        return attempt(() -> SqliteLock.take(name, session.file(), wait, listener));
    }

    @Override
    public void prepare() {
        attempt(() -> allOrNothing(history::create));
    }

    @Override
    public void apply(List<Step> steps, Lock lock, StepListener listener) {
        SqliteSteps runner = new SqliteSteps(session, history, lock, listener);
        steps.forEach(runner::run);
    }

    @Override
    public void cancel() {
        session.cancel();
    }

    @Override
    public void record(List<Attempt> attempts, Lock lock) {
        lock.ensureHeld();
        attempt(() -> allOrNothing(() -> {
            session.begin();
            for (Attempt attempt : attempts) {
                history.insert(attempt, 0);
            }
            session.commit();
        }));
    }

    private interface Change {
        void run() throws SQLException;
    }

    /** A transaction that was begun and not ended would keep all others from writing. */
    private boolean allOrNothing(Change change) throws SQLException {
        try {
            change.run();
            return true;
        } catch (SQLException e) {
            session.renew();
            throw e;
        }
    }

    @Override
    public ForeignTables foreignTables() {
        return new SqliteForeignTables(session);
    }

    @Override
    public Problems verify(List<PromisedObject> promised) {
        return attempt(() -> new SqliteCatalog(session).verify(promised));
    }

    @Override
    public Optional<Backfills> backfills() {
        return Optional.of(new SqliteBackfills(name, session, history));
    }

    @Override
    public void close() {
        session.close();
    }

    private interface Work<T> {
        T get() throws SQLException;
    }

    private <T> T attempt(Work<T> work) {
        try {
            return work.get();
        } catch (SQLException e) {
            throw SqliteErrors.refused(session, e);
        }
    }
}
