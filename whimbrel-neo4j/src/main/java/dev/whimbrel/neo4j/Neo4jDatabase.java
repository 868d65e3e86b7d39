package dev.whimbrel.neo4j;

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
import dev.whimbrel.neo4j.work.GraphWork;
import dev.whimbrel.plan.Promises.PromisedObject;
import dev.whimbrel.plan.Step;
import dev.whimbrel.source.lexer.CypherLanguage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.exceptions.Neo4jException;

/** A Neo4j database. */
final class Neo4jDatabase implements Database {

    private final Neo4jConnector connector;
    private final Timeouts timeouts;
    private final Neo4jSession session;
    private final SchemaFence fence;
    private final Neo4jHistory history;
    private @Nullable Neo4jLock held;

    Neo4jDatabase(Neo4jConnector connector, Timeouts timeouts) {
        this.connector = connector;
        this.timeouts = timeouts;
        this.session = new Neo4jSession(connector);
        this.fence = new SchemaFence(session);
        this.history = new Neo4jHistory(session, fence);
    }

    @Override
    public String name() {
        return connector.name();
    }

    @Override
    public String kind() {
        return Neo4jProvider.KIND;
    }

    @Override
    public ScriptLanguage language() {
        return CypherLanguage.CYPHER;
    }

    @Override
    public void ping() {
        attempt(() -> session.query("RETURN 1"));
    }

    @Override
    public Health health() {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("server", connector.url().toString());
        try {
            ping();
            Problems problems = attempt(() -> new Neo4jHealth(session, history).examine(details));
            return new Health(name(), kind(), details, problems);
        } catch (DatabaseException e) {
            return new Health(name(), kind(), details, e.problems());
        }
    }

    @Override
    public History history() {
        return attempt(history::read);
    }

    /** Whoever may have left schema changes half-way is kept from completing them before anybody reads the history. */
    @Override
    public Lock lock(Duration wait, LockListener listener) {
        return attempt(() -> {
            Neo4jLock lock = Neo4jLock.take(session, wait, listener);
            try {
                if (history.hasIntent()) {
                    fence.claim(lock.token());
                }
                held = lock;
                return lock;
            } catch (Neo4jException e) {
                lock.close();
                throw e;
            }
        });
    }

    @Override
    public void prepare() {
        attempt(() -> {
            history.create();
            if (held != null && history.hasIntent()) {
                held.write(transaction -> {
                    history.settle(transaction);
                    return true;
                });
            }
            return true;
        });
    }

    @Override
    public void apply(List<Step> steps, Lock lock, StepListener listener) {
        ScriptRun.Parts parts = new ScriptRun.Parts(
                session,
                history,
                fence,
                new Neo4jIndexes(session),
                Neo4jLock.class.cast(lock),
                new Retries(timeouts),
                work());
        attempt(() -> {
            new Neo4jSteps(parts, listener).run(steps);
            return true;
        });
    }

    private GraphWork work() {
        return new GraphWork(new Neo4jWorkGraph(session, new Retries(timeouts)));
    }

    @Override
    public Optional<Backfills> backfills() {
        return Optional.of(new Neo4jBackfills(session, history, work()));
    }

    @Override
    public void record(List<Attempt> attempts, Lock lock) {
        attempt(() -> Neo4jLock.class.cast(lock).write(transaction -> {
            attempts.forEach(attempt -> history.insert(transaction, attempt));
            return true;
        }));
    }

    @Override
    public ForeignTables foreignTables() {
        return new Neo4jForeignTables(connector, session);
    }

    @Override
    public Problems verify(List<PromisedObject> promised) {
        return verification(promised).problems();
    }

    @Override
    public Verification verification(List<PromisedObject> promised) {
        return attempt(() -> new Neo4jCatalog(session).verify(name(), promised));
    }

    @Override
    public void close() {
        connector.close();
    }

    private <T> T attempt(Supplier<T> work) {
        try {
            return work.get();
        } catch (Neo4jException e) {
            throw Neo4jErrors.refused(connector, e);
        }
    }
}
