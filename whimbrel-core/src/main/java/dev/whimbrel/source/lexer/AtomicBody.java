package dev.whimbrel.source.lexer;

/**
 * Counts the nesting of an SQL-standard function body, {@code BEGIN ATOMIC … END}, in which semicolons end nothing.
 *
 * <p>As in psql it is looked for only in {@code CREATE [OR REPLACE] FUNCTION | PROCEDURE}, outside parentheses.
 */
final class AtomicBody {

    private int depth;

    boolean isOpen() {
        return depth > 0;
    }

    /** Take the next unquoted word of the statement, the last of {@code tokens}. */
    void word(String word, int parentheses, Tokens tokens) {
        if (parentheses > 0 || !isRoutine(tokens)) {
            return;
        }
        if (word.equalsIgnoreCase("begin") || (depth > 0 && word.equalsIgnoreCase("case"))) {
            depth++;
        } else if (depth > 0 && word.equalsIgnoreCase("end")) {
            depth--;
        }
    }

    private static boolean isRoutine(Tokens tokens) {
        int kind = tokens.startsWith("CREATE", "OR", "REPLACE") ? 3 : 1;
        return tokens.isAt(0, "CREATE") && tokens.isAnyAt(kind, "FUNCTION", "PROCEDURE");
    }
}
