package dev.whimbrel.redis;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.Problems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import redis.clients.jedis.exceptions.JedisDataException;

/** Finds out what a Redis database is ready for. */
final class RedisHealth {

    private static final int OLDEST = 602;
    private static final String STANDALONE = "standalone";
    private static final String BYTES = " bytes";

    private final RedisSession session;

    RedisHealth(RedisSession session) {
        this.session = session;
    }

    /** Look, and put what is found into {@code details}. {@return what stands in the way of migrating} */
    Problems examine(Map<String, String> details) {
        // The first question opens the connection, and the second one measures it.
        session.ask("PING");
        long started = System.nanoTime();
        session.ask("PING");
        long millis = Duration.ofNanos(System.nanoTime() - started).toMillis();
        RedisFacts facts = RedisFacts.read(session);
        details.put("latency", millis + " ms");
        details.put("version", facts.version());
        details.put("mode", facts.mode());
        details.put("role", facts.isReplica() ? "replica" : "primary");
        details.put("user", session.connector().user());
        details.put("tls", session.connector().url().tls() == RedisUrl.Tls.NONE ? "no" : "yes");
        details.put("persistence", persistence(facts));
        details.put("memory", memory(facts));
        details.put("modules", modules(facts));
        Problems obstacles = obstacles(facts);
        if (facts.mode().equals(STANDALONE)) {
            details.put("lock", RedisLock.holder(session).orElse("free"));
        }
        return obstacles;
    }

    /** {@return what stands in the way of migrating this server, whatever the scripts are} */
    Problems obstacles(RedisFacts facts) {
        String where = session.connector().url().toString();
        List<Problem> problems = new ArrayList<>();
        if (facts.mode().equals("sentinel")) {
            problems.add(new Problem(
                    ErrorCode.UNSUPPORTED_SERVER,
                    "Redis at " + where + " is in sentinel mode",
                    "a sentinel watches over servers and holds no data",
                    "name the primary server in the URL"));
        } else if (!facts.mode().equals(STANDALONE)) {
            problems.add(RedisErrors.cluster(where));
        } else if (facts.number() < OLDEST) {
            problems.add(new Problem(
                    ErrorCode.UNSUPPORTED_SERVER,
                    "Redis at " + where + " is too old",
                    "it is " + facts.version() + ", and 6.2 is the oldest that is supported",
                    "upgrade the server"));
        }
        if (facts.isReplica()) {
            problems.add(RedisErrors.readOnly(
                    where,
                    "it is a replica that follows "
                            + facts.get("master_host").orElse("another server")
                            + ":" + facts.get("master_port").orElse("")));
        }
        facts.evictionOfAnything()
                .filter(policy -> session.connector().url().eviction() == RedisUrl.Eviction.REFUSED)
                .ifPresent(policy -> problems.add(new Problem(
                        ErrorCode.HISTORY_EVICTABLE,
                        "Redis at " + where + " may throw the history away",
                        "maxmemory-policy is " + policy
                                + ", which evicts any key when memory is full, the history included",
                        "set maxmemory-policy to volatile-lru (keys without expiry stay), or accept it:"
                                + " append ?eviction=accepted to the URL")));
        return Problems.of(problems);
    }

    private String persistence(RedisFacts facts) {
        if (facts.hasAppendOnlyFile()) {
            return "append-only file, appendfsync " + setting("appendfsync").orElse("unknown");
        }
        return setting("save")
                .map(save -> save.isEmpty()
                        ? "none: a restart loses all keys, the history among them"
                        : "snapshots (" + save + "): a crash loses what came after the last one")
                .orElse("no append-only file");
    }

    /** A user who may not ask gets no answer, and nothing depends on it. */
    private Optional<String> setting(String name) {
        try {
            List<?> pair = RedisSession.list(session.ask("CONFIG", "GET", name));
            return pair.size() < 2 ? Optional.empty() : Optional.of(RedisSession.text(pair.get(1)));
        } catch (JedisDataException e) {
            return Optional.empty();
        }
    }

    private static String memory(RedisFacts facts) {
        String limit = facts.get("maxmemory")
                .filter(bytes -> !bytes.equals("0"))
                .map(bytes -> bytes + BYTES)
                .orElse("any");
        return facts.get("used_memory").orElse("?") + BYTES + " of " + limit + ", "
                + facts.get("maxmemory_policy").orElse("?");
    }

    private static String modules(RedisFacts facts) {
        String list = facts.modules().entrySet().stream()
                .map(module -> module.getKey() + " " + module.getValue())
                .collect(Collectors.joining(", "));
        return list.isEmpty() ? "none" : list;
    }
}
