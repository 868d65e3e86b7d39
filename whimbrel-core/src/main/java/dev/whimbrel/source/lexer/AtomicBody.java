package dev.whimbrel.source.lexer;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts the nesting of an SQL-standard function body, {@code BEGIN ATOMIC … END}, in which semicolons end nothing.
 *
 * <p>As in psql it is looked for only in {@code CREATE [OR REPLACE] FUNCTION | PROCEDURE}, outside parentheses. Like psql
 * it looks at the unquoted words alone, whatever signs, strings and quoted names stand between them.
 */
final class AtomicBody {

    private static final int LONGEST_HEAD = 4;

    private final List<String> head = new ArrayList<>(LONGEST_HEAD);
    private int depth;

    boolean isOpen() {
        return depth > 0;
    }

    /** {@return whether the words at that depth of parentheses matter; in most statements none does} */
    boolean listens(int parentheses) {
        return parentheses == 0 && (head.size() < LONGEST_HEAD ? head.isEmpty() || isAt(0, "CREATE") : isRoutine());
    }

    /** Take the next unquoted word that matters. */
    void word(String written) {
        String word = Tokens.upperCase(written);
        if (head.size() < LONGEST_HEAD) {
            head.add(word);
        }
        if (!isRoutine()) {
            return;
        }
        if (word.equals("BEGIN") || (depth > 0 && word.equals("CASE"))) {
            depth++;
        } else if (depth > 0 && word.equals("END")) {
            depth--;
        }
    }

    private boolean isRoutine() {
        int kind = isAt(1, "OR") && isAt(2, "REPLACE") ? 3 : 1;
        return isAt(0, "CREATE") && (isAt(kind, "FUNCTION") || isAt(kind, "PROCEDURE"));
    }

    private boolean isAt(int index, String word) {
        return index < head.size() && head.get(index).equals(word);
    }
}
