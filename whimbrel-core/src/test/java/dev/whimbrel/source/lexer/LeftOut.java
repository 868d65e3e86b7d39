package dev.whimbrel.source.lexer;

/** What a lexer may leave out between two statements: white space, comments, semicolons. Written without the lexers. */
final class LeftOut {

    private final String text;
    private final boolean nesting;
    private final String lineEnds;
    private int at;

    private LeftOut(SqlLanguage language, String text) {
        this.text = text;
        this.nesting = language == SqlLanguage.POSTGRESQL;
        this.lineEnds = nesting ? "\n\r" : "\n";
    }

    /** {@return whether that is all there is in the text} */
    static boolean holds(SqlLanguage language, String text) {
        LeftOut leftOut = new LeftOut(language, text);
        String space = language == SqlLanguage.SQLITE ? "; \t\n\r\f\u000B\uFEFF" : "; \t\n\r\f\u000B";
        while (leftOut.at < text.length()) {
            if (text.startsWith("/*", leftOut.at)) {
                leftOut.skipComment();
            } else if (text.startsWith("--", leftOut.at)) {
                leftOut.skipLine();
            } else if (space.indexOf(text.charAt(leftOut.at)) >= 0) {
                leftOut.at++;
            } else {
                return false;
            }
        }
        return true;
    }

    private void skipLine() {
        while (at < text.length() && lineEnds.indexOf(text.charAt(at)) < 0) {
            at++;
        }
    }

    private void skipComment() {
        int depth = 0;
        while (at < text.length()) {
            boolean opens = text.startsWith("/*", at) && (depth == 0 || nesting);
            boolean closes = text.startsWith("*/", at);
            depth += opens ? 1 : closes ? -1 : 0;
            at += opens || closes ? 2 : 1;
            if (depth == 0) {
                return;
            }
        }
        throw new AssertionError("a comment without an end is left out: " + text);
    }
}
