package dev.whimbrel.redis;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server tells of itself, as {@code INFO} lists it. Immutable. */
final class RedisFacts {

    private static final Pattern MODULE = Pattern.compile("name=([^,]+),ver=(\\d+)");

    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,3})\\.(\\d{1,2})(?:\\.|$)");
    private static final int HUNDRED = 100;

    private final Map<String, String> facts = new LinkedHashMap<>();
    private final Map<String, String> modules = new TreeMap<>();

    private RedisFacts() {}

    static RedisFacts read(RedisSession session) {
        return parse(RedisSession.text(session.ask("INFO")));
    }

    static RedisFacts parse(String info) {
        RedisFacts facts = new RedisFacts();
        info.lines().forEach(facts::add);
        return facts;
    }

    private void add(String line) {
        int colon = line.indexOf(':');
        if (colon < 0) {
            return;
        }
        Matcher module = MODULE.matcher(line);
        if (line.startsWith("module:") && module.find()) {
            modules.put(module.group(1), module.group(2));
        } else {
            facts.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(facts.get(name));
    }

    private boolean is(String name, String value) {
        return value.equals(facts.get(name));
    }

    /** {@return the version, for people} */
    String version() {
        return get("valkey_version").map(valkey -> "Valkey " + valkey).orElseGet(() -> get("redis_version")
                .orElse("unknown"));
    }

    /** {@return the version as Redis counts them: major and minor as one number, 6.2 is 602} */
    int number() {
        Matcher numbers = NUMBERS.matcher(get("redis_version").orElse(""));
        return numbers.lookingAt()
                ? HUNDRED * Integer.parseInt(numbers.group(1)) + Integer.parseInt(numbers.group(2))
                : 0;
    }

    /** {@return {@code standalone}, {@code cluster} or {@code sentinel}} */
    String mode() {
        return get("redis_mode").orElse("standalone");
    }

    boolean isReplica() {
        return is("role", "slave");
    }

    boolean hasAppendOnlyFile() {
        return is("aof_enabled", "1");
    }

    /** {@return the policy that may evict keys without an expiry, the history among them} */
    Optional<String> evictionOfAnything() {
        boolean isLimited = !is("maxmemory", "0") && get("maxmemory").isPresent();
        return get("maxmemory_policy").filter(policy -> isLimited && policy.startsWith("allkeys"));
    }

    /** {@return the version of each module, by its name} */
    Map<String, String> modules() {
        return modules;
    }
}
