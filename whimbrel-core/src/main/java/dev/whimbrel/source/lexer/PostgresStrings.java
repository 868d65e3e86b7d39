package dev.whimbrel.source.lexer;

import java.io.IOException;

/** Reads the strings of PostgreSQL that a lexer comes upon: plain ones, those with backslashes, dollar quotes. */
final class PostgresStrings {

    private final StatementLexer lexer;
    private final CharReader chars;

    PostgresStrings(StatementLexer lexer) {
        this.lexer = lexer;
        this.chars = lexer.chars;
    }

    /**
     * Read a string with its quotes. It goes on after its closing quote if white space with a line break and another quote follow.
     *
     * @param backslashes whether one keeps the quote behind it from ending the string
     */
    void string(boolean backslashes) throws IOException {
        do {
            if (backslashes) {
                escapeString();
            } else {
                lexer.quoted('\'', "string");
            }
        } while (continuesAfterLineBreak());
    }

    private void escapeString() throws IOException {
        int opened = chars.keptLength();
        chars.skip(1);
        while (true) {
            chars.skipTo('\\', '\'');
            int c = chars.peek();
            int next = chars.peek(1);
            if (c == CharReader.END || (c == '\\' && next == CharReader.END)) {
                throw lexer.unterminated("string", opened);
            }
            if (c == '\'' && next != '\'') {
                chars.skip(1);
                return;
            }
            chars.skip(2);
        }
    }

    private boolean continuesAfterLineBreak() throws IOException {
        int ahead = 0;
        boolean lineBreak = false;
        while (true) {
            int c = chars.peek(ahead);
            if (c == '-' && chars.peek(ahead + 1) == '-') {
                while (chars.peek(ahead) != CharReader.END && !isLineBreak(chars.peek(ahead))) {
                    ahead++;
                }
            } else if (StatementLexer.isSpace(c)) {
                lineBreak |= isLineBreak(c);
                ahead++;
            } else {
                break;
            }
        }
        boolean continues = lineBreak && chars.peek(ahead) == '\'';
        if (continues) {
            chars.skip(ahead);
        }
        return continues;
    }

    /** Read a dollar quote, or the sign alone where none begins. */
    void dollarQuoted() throws IOException {
        int length = 1;
        while (length == 1 ? PostgresLexer.isIdentifierStart(chars.peek(1)) : isTagPart(chars.peek(length))) {
            length++;
        }
        if (chars.peek(length) != '$') {
            chars.skip(1);
            return;
        }
        int opened = chars.keptLength();
        chars.skip(length + 1);
        String tag = chars.kept(opened, chars.keptLength());
        chars.skipTo('$');
        while (!chars.startsWith(tag)) {
            if (chars.peek() == CharReader.END) {
                throw lexer.unterminated("dollar-quoted string " + tag, opened);
            }
            chars.skip(1);
            chars.skipTo('$');
        }
        chars.skip(tag.length());
    }

    private static boolean isLineBreak(int c) {
        return c == '\n' || c == '\r';
    }

    private static boolean isTagPart(int c) {
        return PostgresLexer.isIdentifierStart(c) || PostgresNumber.isDigit(c);
    }
}
