package dev.whimbrel.report;

import dev.whimbrel.database.Health;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.Problems;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How much a report tells. */
public enum Disclosure {

    /** Everything, for whoever runs the program and has the settings anyway. */
    FULL {
        @Override
        Problem of(Problem problem) {
            return problem;
        }

        @Override
        Optional<String> user(String name) {
            return Optional.of(name);
        }

        @Override
        Optional<String> content(String name) {
            return Optional.of(name);
        }

        @Override
        String error(String message) {
            return message;
        }

        @Override
        Map<String, String> details(Map<String, String> details) {
            return details;
        }
    },

    /**
     * What may be read by anyone who reaches a port: codes and their titles instead of messages, which hold statements,
     * addresses and names; no database users; of the details only those that are known to be harmless.
     */
    GUARDED {
        @Override
        Problem of(Problem problem) {
            ErrorCode code = problem.code();
            return new Problem(
                    code, code.title(), "not told here", "see the page of " + code.code() + " in docs/errors");
        }

        @Override
        Optional<String> user(String name) {
            return Optional.empty();
        }

        @Override
        Optional<String> content(String name) {
            return Optional.empty();
        }

        @Override
        String error(String message) {
            return ErrorCode.MIGRATION_FAILED.code() + ": " + ErrorCode.MIGRATION_FAILED.title();
        }

        @Override
        Map<String, String> details(Map<String, String> details) {
            Map<String, String> harmless = new LinkedHashMap<>();
            details.forEach((name, value) -> {
                if (HARMLESS.contains(name) || name.startsWith(EXTENSION)) {
                    harmless.put(name, value);
                } else if (name.equals(LOCK)) {
                    harmless.put(name, value.equals(FREE) ? FREE : "held");
                }
            });
            return harmless;
        }
    };

    private static final Set<String> HARMLESS = Set.of("version", "latency", "tls", "exists");
    private static final String EXTENSION = "extension ";
    private static final String LOCK = "lock";
    private static final String FREE = "free";

    abstract Problem of(Problem problem);

    abstract Optional<String> user(String name);

    /** {@return the name of something that is in a database or works on it} */
    abstract Optional<String> content(String name);

    abstract String error(String message);

    abstract Map<String, String> details(Map<String, String> details);

    /** {@return the problems with as much as may be told of each} */
    public Problems of(Problems problems) {
        return Problems.of(problems.stream().map(this::of).toList());
    }

    /** {@return the health with as much as may be told of it} */
    public Health of(Health health) {
        return new Health(health.database(), health.kind(), details(health.details()), of(health.problems()));
    }
}
