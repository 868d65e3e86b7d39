package dev.whimbrel.neo4j.work;

import java.util.HashMap;
import java.util.Map;

/** What a query is given. */
final class Parameters {

    private Parameters() {}

    static Map<String, Object> both(Map<String, Object> some, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }
}
