package dev.whimbrel.source.lexer;

import java.io.IOException;

/**
 * Numbers and parameters of PostgreSQL, with the letters that follow them. To the server these letters are an error, and
 * to psql too they are no words and no prefixes of strings: {@code 1e'} and {@code 1.e'} open plain strings.
 */
final class PostgresNumber {

    private final CharReader chars;
    private boolean hasUnderscore;

    PostgresNumber(CharReader chars) {
        this.chars = chars;
    }

    /** {@return whether a number or parameter is next} */
    static boolean isNext(CharReader chars) throws IOException {
        int c = chars.peek();
        return isDigit(c) || ((c == '.' || c == '$') && isDigit(chars.peek(1)));
    }

    /** Move over the number or parameter that is next. */
    void read() throws IOException {
        if (chars.peek() == '$') {
            chars.skip(1);
            digits();
        } else {
            digits();
            // Two dots are a sign of their own: 1..10.
            if (chars.peek() == '.' && chars.peek(1) != '.') {
                chars.skip(1);
                digits();
            }
            if (isSignedExponent()) {
                chars.skip(2);
                if (!isDigit(chars.peek())) {
                    return;
                }
                digits();
            }
        }
        junk();
    }

    private boolean isSignedExponent() throws IOException {
        int e = chars.peek();
        int sign = chars.peek(1);
        return (e == 'e' || e == 'E') && (sign == '+' || sign == '-');
    }

    /** Digits may have single underscores between them. */
    private void digits() throws IOException {
        hasUnderscore = false;
        while (isDigit(chars.peek())) {
            chars.skip(1);
            if (chars.peek() == '_' && isDigit(chars.peek(1))) {
                chars.skip(1);
                hasUnderscore = true;
            }
        }
    }

    /** Since the longest reading wins, {@code 1_000$a} is a 1 with the letters {@code _000$a}. */
    private void junk() throws IOException {
        if (PostgresLexer.isIdentifierStart(chars.peek()) || (hasUnderscore && chars.peek() == '$')) {
            chars.skipAll(PostgresLexer.IDENTIFIER_PART);
        }
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
