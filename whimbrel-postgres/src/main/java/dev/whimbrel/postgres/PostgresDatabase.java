package dev.whimbrel.postgres;

import dev.whimbrel.backfill.Backfills;
import dev.whimbrel.database.Database;
import dev.whimbrel.database.ForeignTables;
import dev.whimbrel.database.Health;
import dev.whimbrel.database.Lock;
import dev.whimbrel.database.LockListener;
import dev.whimbrel.database.StepListener;
import dev.whimbrel.database.Timeouts;
import dev.whimbrel.database.Verification;
import dev.whimbrel.error.DatabaseException;
import dev.whimbrel.error.Problems;
import dev.whimbrel.history.Attempt;
import dev.whimbrel.history.History;
import dev.whimbrel.migration.ScriptLanguage;
import dev.whimbrel.plan.Promises.PromisedObject;
import dev.whimbrel.plan.Step;
import dev.whimbrel.source.lexer.SqlLanguage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A PostgreSQL database: one connection for the work, and one for the lock while it is held, unless there is but one. */
final class PostgresDatabase implements Database {

    static final String KIND = "postgresql";

    private final PostgresConnector connector;
    private final Timeouts timeouts;
    private final PostgresSession session;
    private final PostgresHistory history;

    PostgresDatabase(PostgresConnector connector, Timeouts timeouts) {
        this.connector = connector;
        this.timeouts = timeouts;
        this.session = new PostgresSession(connector);
        this.history = new PostgresHistory(session);
    }

    @Override
    public String name() {
        return connector.name();
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public ScriptLanguage language() {
        return SqlLanguage.POSTGRESQL;
    }

    @Override
    public void ping() {
        attempt(() -> session.answeredSoon(session::askAgain));
    }

    @Override
    public Health health() {
        return health(history -> List.of());
    }

    @Override
    public Health health(Function<History, List<PromisedObject>> pending) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("server", connector.url().toString());
        try {
            ping();
            Problems problems = attempt(() -> session.answeredSoon(
                    () -> new PostgresHealth(connector, session).examine(details, pending.apply(history.read()))));
            return new Health(name(), KIND, details, problems);
        } catch (DatabaseException e) {
            return new Health(name(), KIND, details, e.problems());
        }
    }

    @Override
    public History history() {
        return attempt(() -> session.answeredSoon(history::read));
    }

    @Override
    public Lock lock(Duration wait, LockListener listener) {
        ServerFacts facts = attempt(session::facts);
        if (facts.isReadOnly()) {
            throw new DatabaseException(
                    PostgresErrors.readOnly(connector.url().toString(), PostgresHealth.whyReadOnly(facts)), null);
        }
        if (facts.isPooled()) {
            throw new DatabaseException(PostgresErrors.pooled(connector.url().toString()), null);
        }
        if (facts.schema() == null) {
            throw new DatabaseException(
                    PostgresErrors.permissionDenied("no schema of the role's search_path exists, or it may use none"),
                    null);
        }
        String schema = facts.schema();
        return attempt(() -> PostgresLock.take(session, connector, schema, wait, listener));
    }

    @Override
    public void prepare() {
        try {
            history.create();
        } catch (SQLException e) {
            session.rollback();
            throw PostgresErrors.refused(connector, e);
        }
    }

    @Override
    public void apply(List<Step> steps, Lock lock, StepListener listener) {
        PostgresLock ours = PostgresLock.class.cast(lock);
        try (SlowStatements watched = SlowStatements.watch(session, connector, timeouts, listener)) {
            new PostgresSteps(session, history, new Retries(timeouts), ours, watched).run(steps);
        }
    }

    @Override
    public void cancel() {
        session.cancel();
    }

    @Override
    public void record(List<Attempt> attempts, Lock lock) {
        lock.ensureHeld();
        try {
            StringBuilder commands = new StringBuilder("BEGIN; ");
            for (Attempt attempt : attempts) {
                commands.append(history.insertion(attempt)).append("; ");
            }
            PostgresLock ours = PostgresLock.class.cast(lock);
            session.execute(commands.append(ours.guard()).append("; COMMIT").toString());
        } catch (SQLException e) {
            session.rollback();
            throw PostgresErrors.refused(connector, e);
        }
    }

    @Override
    public ForeignTables foreignTables() {
        return new PostgresForeignTables(connector, session);
    }

    @Override
    public Problems verify(List<PromisedObject> promised) {
        return verification(promised).problems();
    }

    @Override
    public Verification verification(List<PromisedObject> promised) {
        return attempt(() -> new PostgresCatalog(session).verify(name(), promised));
    }

    @Override
    public Optional<Backfills> backfills() {
        return Optional.of(new PostgresBackfills(connector, session, history));
    }

    @Override
    public void close() {
        session.close();
    }

    private <T> T attempt(PostgresSession.Work<T> work) {
        try {
            return work.get();
        } catch (SQLException e) {
            throw PostgresErrors.refused(connector, e);
        }
    }
}
