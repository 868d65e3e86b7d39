package dev.whimbrel.source.lexer;

import dev.whimbrel.migration.ObjectChange;
import dev.whimbrel.migration.ObjectChange.Action;
import dev.whimbrel.migration.ObjectKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Reads off a statement's words which named objects it creates, drops or renames. It knows what both dialects write
 * alike, and sees nothing that a statement does indirectly, as in a {@code DO} block.
 */
final class ObjectChangeParser {

    /** PostgreSQL folds unquoted names to lower case. */
    static final ObjectChangeParser POSTGRES = new ObjectChangeParser(name -> name.toLowerCase(Locale.ROOT));

    /** SQLite keeps names as written and compares them without regard to case. */
    static final ObjectChangeParser SQLITE = new ObjectChangeParser(UnaryOperator.identity());

    private static final Map<String, ObjectKind> KINDS = Map.ofEntries(
            Map.entry("SCHEMA", ObjectKind.SCHEMA),
            Map.entry("EXTENSION", ObjectKind.EXTENSION),
            Map.entry("TYPE", ObjectKind.TYPE),
            Map.entry("DOMAIN", ObjectKind.TYPE),
            Map.entry("SEQUENCE", ObjectKind.SEQUENCE),
            Map.entry("TABLE", ObjectKind.TABLE),
            Map.entry("VIEW", ObjectKind.VIEW),
            Map.entry("INDEX", ObjectKind.INDEX),
            Map.entry("FUNCTION", ObjectKind.FUNCTION),
            Map.entry("PROCEDURE", ObjectKind.FUNCTION),
            Map.entry("TRIGGER", ObjectKind.TRIGGER));

    /** Words between CREATE and the kind, and between the kind and the name. */
    private static final Set<String> FILLERS = Set.of(
            "OR",
            "REPLACE",
            "UNLOGGED",
            "FOREIGN",
            "UNIQUE",
            "MATERIALIZED",
            "RECURSIVE",
            "VIRTUAL",
            "CONSTRAINT",
            "CONCURRENTLY",
            "IF",
            "NOT",
            "EXISTS",
            "ONLY");

    /** Behind {@code ALTER TABLE … DROP}: what is no column, or goes from one. */
    private static final String[] KEPT_BY_DROP = {"CONSTRAINT", "NOT", "DEFAULT", "IDENTITY", "EXPRESSION"};

    private final UnaryOperator<String> fold;

    private ObjectChangeParser(UnaryOperator<String> fold) {
        this.fold = fold;
    }

    List<ObjectChange> parse(Tokens tokens) {
        if (tokens.isAt(0, "CREATE")) {
            return new Cursor(tokens).create();
        }
        if (tokens.isAt(0, "DROP")) {
            return new Cursor(tokens).drop();
        }
        if (tokens.isAt(0, "ALTER")) {
            return new Cursor(tokens).alter();
        }
        return List.of();
    }

    private final class Cursor {

        private final Tokens tokens;
        private int at = 1;

        Cursor(Tokens tokens) {
            this.tokens = tokens;
        }

        List<ObjectChange> create() {
            Optional<ObjectKind> kind = kind();
            skipFillers();
            // An index may go without a name: CREATE INDEX ON t (…).
            if (kind.isEmpty() || tokens.isAt(at, "ON") || tokens.isAt(at, "AUTHORIZATION")) {
                return List.of();
            }
            String name = name();
            return name.isEmpty()
                    ? List.of()
                    : List.of(new ObjectChange(Action.CREATE, kind.get(), name, table(kind.get())));
        }

        List<ObjectChange> drop() {
            Optional<ObjectKind> kind = kind();
            skipFillers();
            Action action = tokens.contains("CASCADE", 0) ? Action.DROP_CASCADE : Action.DROP;
            List<ObjectChange> dropped = new ArrayList<>();
            while (kind.isPresent() && at < tokens.size() && tokens.get(at).isName()) {
                dropped.add(new ObjectChange(action, kind.get(), name(), table(kind.get())));
                skipArguments();
                if (!tokens.isAt(at, ",")) {
                    break;
                }
                at++;
            }
            return dropped;
        }

        List<ObjectChange> alter() {
            Optional<ObjectKind> kind = kind();
            skipFillers();
            if (kind.isEmpty() || at >= tokens.size() || !tokens.get(at).isName()) {
                return List.of();
            }
            String name = name();
            skipArguments();
            if (kind.get() == ObjectKind.TRIGGER && tokens.isAt(at, "ON")) {
                at++;
                name();
            }
            if (tokens.isAt(at, "RENAME") && tokens.isAt(at + 1, "TO")) {
                at += 2;
                return List.of(new ObjectChange(Action.RENAME, kind.get(), name, Optional.of(name())));
            }
            if (tokens.isAt(at, "SET") && tokens.isAt(at + 1, "SCHEMA")) {
                at += 2;
                String moved = name() + "." + name.substring(name.lastIndexOf('.') + 1);
                return List.of(new ObjectChange(Action.RENAME, kind.get(), name, Optional.of(moved)));
            }
            return kind.get() == ObjectKind.TABLE && dropsColumn()
                    ? List.of(new ObjectChange(Action.DROP_COLUMN, kind.get(), name, Optional.empty()))
                    : List.of();
        }

        private boolean dropsColumn() {
            for (int i = at; i < tokens.size(); i++) {
                if (tokens.get(i).depth() == 0 && tokens.isAt(i, "DROP") && !tokens.isAnyAt(i + 1, KEPT_BY_DROP)) {
                    return true;
                }
            }
            return false;
        }

        /** Move behind the word that names the kind; nothing for temporary objects and kinds that are not followed. */
        private Optional<ObjectKind> kind() {
            skipFillers();
            return at < tokens.size() && tokens.get(at).kind() == Token.Kind.WORD
                    ? Optional.ofNullable(KINDS.get(tokens.get(at++).text()))
                    : Optional.empty();
        }

        private void skipFillers() {
            while (at < tokens.size()
                    && tokens.get(at).kind() == Token.Kind.WORD
                    && FILLERS.contains(tokens.get(at).text())) {
                at++;
            }
        }

        private String name() {
            StringBuilder name = new StringBuilder();
            while (at < tokens.size() && tokens.get(at).isName()) {
                Token token = tokens.get(at++);
                name.append(token.kind() == Token.Kind.QUOTED ? token.text() : fold.apply(token.written()));
                if (!tokens.isAt(at, ".")) {
                    break;
                }
                name.append('.');
                at++;
            }
            return name.toString();
        }

        /** The table an index or trigger belongs to: the name after the first ON outside parentheses. */
        private Optional<String> table(ObjectKind kind) {
            if (kind != ObjectKind.INDEX && kind != ObjectKind.TRIGGER) {
                return Optional.empty();
            }
            for (int i = at; i < tokens.size(); i++) {
                if (tokens.isAt(i, "ON") && tokens.get(i).depth() == 0) {
                    int back = at;
                    at = tokens.isAt(i + 1, "ONLY") ? i + 2 : i + 1;
                    String table = name();
                    at = back;
                    return table.isEmpty() ? Optional.empty() : Optional.of(table);
                }
            }
            return Optional.empty();
        }

        /** Move behind the argument types of a function. */
        private void skipArguments() {
            if (tokens.isAt(at, "(")) {
                int depth = tokens.get(at).depth();
                at++;
                while (at < tokens.size()
                        && !(tokens.isAt(at, ")") && tokens.get(at).depth() == depth)) {
                    at++;
                }
                at++;
            }
        }
    }
}
