package dev.whimbrel.redis;

import static dev.whimbrel.redis.RedisSession.list;
import static dev.whimbrel.redis.RedisSession.text;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.Problems;
import dev.whimbrel.plan.Promises.PromisedObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.exceptions.JedisDataException;

/** The search indexes of a server that has the module for them. */
final class SearchIndexes {

    private static final Duration BETWEEN = Duration.ofMillis(100);

    private final RedisSession session;

    SearchIndexes(RedisSession session) {
        this.session = session;
    }

    /** Return when the index covers all keys that were there; at once if there is no such index. */
    void awaitComplete(String name) {
        for (Optional<State> state = state(name);
                state.filter(State::isBuilding).isPresent();
                state = state(name)) {
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }

    /**
     * How far an index is.
     *
     * @param failures how many keys could not be taken in
     */
    record State(String indexing, String part, String failures) {

        static State of(List<?> info) {
            Map<String, String> facts = new HashMap<>();
            for (int i = 0; i + 1 < info.size(); i += 2) {
                facts.put(text(info.get(i)), text(info.get(i + 1)));
            }
            return new State(
                    facts.getOrDefault("indexing", "0"),
                    facts.getOrDefault("percent_indexed", "1"),
                    facts.getOrDefault("hash_indexing_failures", "0"));
        }

        boolean isBuilding() {
            return indexing.equals("1");
        }

        boolean hasFailures() {
            return !failures.equals("0");
        }
    }

    private Optional<State> state(String name) {
        try {
            return Optional.of(State.of(list(session.ask("FT.INFO", name))));
        } catch (JedisDataException e) {
            return Optional.empty();
        }
    }

    Problems verify(List<PromisedObject> promised) {
        List<Problem> problems = new ArrayList<>();
        for (PromisedObject object : promised) {
            Optional<State> state = state(object.name());
            if (state.isEmpty()) {
                problems.add(object.missing());
            } else if (state.get().isBuilding() || state.get().hasFailures()) {
                problems.add(incomplete(object, state.get()));
            }
        }
        return Problems.of(problems);
    }

    private static Problem incomplete(PromisedObject object, State state) {
        return new Problem(
                ErrorCode.VERIFY_INDEX_INVALID,
                object.kind().label() + " " + object.name() + " is not complete",
                state.isBuilding()
                        ? "it is being built, and covers " + state.part() + " of the keys"
                        : state.failures() + " keys could not be taken into it",
                state.isBuilding()
                        ? "wait until it is built, and run `whimbrel verify` again"
                        : "`FT.INFO " + object.name() + "` tells of the last one; mend those keys");
    }
}
