package dev.whimbrel.source.lexer;

import dev.whimbrel.migration.Execution;
import dev.whimbrel.migration.ObjectChange;
import dev.whimbrel.migration.ObjectChange.Action;
import dev.whimbrel.migration.ObjectKind;
import java.util.List;
import java.util.Optional;

/**
 * Tells from a Cypher statement's words how it must be run, and which indexes and constraints it creates or drops by name.
 */
final class CypherStatement {

    private static final String[] INDEX_TYPES = {"RANGE", "TEXT", "POINT", "LOOKUP", "FULLTEXT", "VECTOR", "BTREE"};

    /** What is kept in the system database, where no transaction of ours reaches. */
    private static final String[] ADMINISTRATED = {
        "DATABASE", "COMPOSITE", "ALIAS", "USER", "ROLE", "IMMUTABLE", "SERVER", "AUTH", "CURRENT"
    };

    private static final String[] ADMINISTRATIVE = {
        "ALTER",
        "START",
        "STOP",
        "GRANT",
        "DENY",
        "REVOKE",
        "RENAME",
        "ENABLE",
        "DEALLOCATE",
        "REALLOCATE",
        "DRYRUN",
        "TERMINATE",
        "SHOW"
    };

    private CypherStatement() {}

    static Execution execution(Tokens tokens) {
        int first = first(tokens);
        if (schemaObject(tokens, first).isPresent() || isCallOf(tokens, first, "SCHEMA")) {
            return Execution.SCHEMA;
        }
        return isAdministrative(tokens, first) || commitsOnItsOwn(tokens, first)
                ? Execution.NON_TRANSACTIONAL
                : Execution.TRANSACTIONAL;
    }

    static List<ObjectChange> changes(Tokens tokens) {
        int first = first(tokens);
        Optional<Integer> object = schemaObject(tokens, first);
        int name = object.orElse(0) + 1;
        boolean isNamed = object.isPresent()
                && name < tokens.size()
                && tokens.get(name).isName()
                && !tokens.isAnyAt(name, "FOR", "ON", "IF");
        if (!isNamed) {
            return List.of();
        }
        return List.of(new ObjectChange(
                tokens.isAt(first, "CREATE") ? Action.CREATE : Action.DROP,
                tokens.isAt(name - 1, "INDEX") ? ObjectKind.INDEX : ObjectKind.CONSTRAINT,
                tokens.get(name).written(),
                Optional.empty()));
    }

    /** {@return where the statement begins behind options such as {@code CYPHER 5 runtime=slotted}} */
    private static int first(Tokens tokens) {
        int at = tokens.isAnyAt(0, "CYPHER", "PROFILE") ? 1 : 0;
        while (at > 0 && (isNumber(tokens, at) || tokens.isAt(at + 1, "="))) {
            at += isNumber(tokens, at) ? 1 : 3;
        }
        return tokens.isAt(at, "PROFILE") ? at + 1 : at;
    }

    private static boolean isNumber(Tokens tokens, int at) {
        return at < tokens.size()
                && (tokens.isAt(at, ".")
                        || Character.isDigit(tokens.get(at).text().charAt(0)));
    }

    /** {@return where the word INDEX or CONSTRAINT stands in a statement that creates or drops one} */
    private static Optional<Integer> schemaObject(Tokens tokens, int first) {
        if (!tokens.isAnyAt(first, "CREATE", "DROP")) {
            return Optional.empty();
        }
        int at = afterReplace(tokens, first);
        at = tokens.isAnyAt(at, INDEX_TYPES) ? at + 1 : at;
        // The name of a path may be index: CREATE index = (a)-[:TO]->(b).
        boolean isSchema = tokens.isAnyAt(at, "INDEX", "CONSTRAINT") && !tokens.isAt(at + 1, "=");
        return isSchema ? Optional.of(at) : Optional.empty();
    }

    private static int afterReplace(Tokens tokens, int first) {
        return tokens.isAt(first + 1, "OR") && tokens.isAt(first + 2, "REPLACE") ? first + 3 : first + 1;
    }

    private static boolean isAdministrative(Tokens tokens, int first) {
        int object = afterReplace(tokens, first);
        boolean makes = tokens.isAnyAt(first, "CREATE", "DROP")
                && tokens.isAnyAt(object, ADMINISTRATED)
                && !tokens.isAt(object + 1, "=");
        return makes || tokens.isAnyAt(first, ADMINISTRATIVE);
    }

    /** Periodic procedures of APOC open transactions of their own, as {@code USING PERIODIC COMMIT} did. */
    private static boolean commitsOnItsOwn(Tokens tokens, int first) {
        return isCallOf(tokens, first, "PERIODIC")
                || (tokens.isAt(first, "USING") && tokens.isAt(first + 1, "PERIODIC"));
    }

    private static boolean isCallOf(Tokens tokens, int first, String family) {
        return tokens.isAt(first, "CALL")
                && tokens.isAt(first + 1, "APOC")
                && tokens.isAt(first + 2, ".")
                && tokens.isAt(first + 3, family);
    }
}
