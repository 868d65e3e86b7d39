package dev.whimbrel.adopt;

import java.util.Set;

/** Takes apart names of files as tools write them down. */
final class FileName {

    private static final Set<String> ENDINGS = Set.of("sql", "cypher", "redis", "up", "js", "ts", "cjs", "mjs", "py");

    private FileName() {}

    /** {@return the part behind the last slash} */
    static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** {@return the name without the endings of scripts} */
    static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 && ENDINGS.contains(name.substring(dot + 1)) ? stem(name.substring(0, dot)) : name;
    }
}
