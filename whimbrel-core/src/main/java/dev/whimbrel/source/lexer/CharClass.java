package dev.whimbrel.source.lexer;

import java.util.function.IntPredicate;

/** A set of characters, quick to ask. What holds for one character beyond ASCII holds for all of them. */
final class CharClass {

    static final int ASCII = 128;

    private final boolean[] ascii = new boolean[ASCII];
    private final boolean others;

    private CharClass(IntPredicate predicate) {
        for (int c = 0; c < ASCII; c++) {
            ascii[c] = predicate.test(c);
        }
        this.others = predicate.test(ASCII);
    }

    static CharClass of(IntPredicate predicate) {
        return new CharClass(predicate);
    }

    boolean has(int c) {
        return c < ASCII ? c >= 0 && ascii[c] : others;
    }
}
