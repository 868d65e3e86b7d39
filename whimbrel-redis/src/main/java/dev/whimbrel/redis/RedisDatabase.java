package dev.whimbrel.redis;

import dev.whimbrel.database.Database;
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
import dev.whimbrel.source.lexer.RedisLanguage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import redis.clients.jedis.exceptions.JedisException;

/** A database of a Redis server: one connection for the work, and, in longer runs, one that keeps the lock. */
final class RedisDatabase implements Database {

    static final String KIND = "redis";

    private final RedisConnector connector;
    private final RedisSession session;
    private final RedisHistory history;

    RedisDatabase(RedisConnector connector) {
        this.connector = connector;
        this.session = new RedisSession(connector);
        this.history = new RedisHistory(session);
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
        return RedisLanguage.REDIS;
    }

    @Override
    public void ping() {
        attempt(() -> session.ask("PING"));
    }

    @Override
    public Health health() {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("server", connector.url().toString());
        try {
            Problems problems = attempt(() -> new RedisHealth(session).examine(details));
            return new Health(name(), KIND, details, problems);
        } catch (DatabaseException e) {
            return new Health(name(), KIND, details, e.problems());
        }
    }

    @Override
    public History history() {
        return attempt(history::read);
    }

    @Override
    public Lock lock(Duration wait, LockListener listener) {
        return attempt(() -> {
            RedisFacts facts = RedisFacts.read(session);
            new RedisHealth(session).obstacles(facts).stream().findFirst().ifPresent(problem -> {
                throw new DatabaseException(problem);
            });
            return RedisLock.take(session, wait, listener);
        });
    }

    /** There is nothing to prepare: keys come into being when they are written to. */
    @Override
    public void prepare() {}

    @Override
    public void apply(List<Step> steps, Lock lock, StepListener listener) {
        RedisLock ours = RedisLock.class.cast(lock);
        attempt(() -> {
            new RedisSteps(session, history, ours, listener).run(steps);
            return true;
        });
    }

    @Override
    public void record(List<Attempt> attempts, Lock lock) {
        RedisTrip trip = new RedisTrip(RedisLock.class.cast(lock), connector.user());
        attempts.forEach(trip::write);
        attempt(() -> trip.send(session));
    }

    @Override
    public Problems verify(List<PromisedObject> promised) {
        return attempt(() -> new SearchIndexes(session).verify(promised));
    }

    @Override
    public void close() {
        session.close();
    }

    private <T> T attempt(Supplier<T> work) {
        try {
            return work.get();
        } catch (JedisException e) {
            throw RedisErrors.refused(connector, e);
        }
    }
}
