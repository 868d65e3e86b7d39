package dev.whimbrel.source.lexer;

/**
 * A word or sign of a statement, as far as it helps to tell what the statement is. Strings and comments make none.
 *
 * @param text a word in upper case, a quoted identifier without its quotes, or a sign
 * @param kind which of these it is
 * @param depth how many parentheses stand open around it
 * @param written the text before any folding
 */
record Token(String text, Kind kind, int depth, String written) {

    enum Kind {
        WORD,
        QUOTED,
        SIGN
    }

    boolean is(String word) {
        return kind != Kind.QUOTED && text.equals(word);
    }

    boolean isName() {
        return kind != Kind.SIGN;
    }
}
