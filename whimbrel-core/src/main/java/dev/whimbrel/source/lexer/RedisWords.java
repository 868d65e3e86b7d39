package dev.whimbrel.source.lexer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The words of a command of Redis, cut and unquoted exactly as {@code redis-cli} does it: within double quotes
 * {@code \n \r \t \b \a \xHH} and a backslash before any other character, within single quotes {@code \'} alone. A quote
 * may begin in the middle of a word, and ends it: white space must follow.
 *
 * <p>Words are bytes, as {@code \xHH} can write what is no text. Immutable.
 */
public final class RedisWords {

    private static final int HEX = 16;
    private static final int HEX_ESCAPE = 4;

    private final List<byte[]> words;
    private final OptionalInt unbalanced;

    private RedisWords(List<byte[]> words, OptionalInt unbalanced) {
        this.words = words;
        this.unbalanced = unbalanced;
    }

    /** {@return the words of one line} */
    public static RedisWords of(String line) {
        return new Splitter(line).split();
    }

    /** {@return the words as the server gets them; empty if the quotes are not balanced} */
    public List<byte[]> bytes() {
        return words.stream().map(byte[]::clone).toList();
    }

    /** {@return the words as text, for those that are} */
    public List<String> texts() {
        return words.stream()
                .map(word -> new String(word, StandardCharsets.UTF_8))
                .toList();
    }

    /** {@return where a quote stands that is not closed, or whose end is not followed by white space, counted from 0} */
    public OptionalInt unbalanced() {
        return unbalanced;
    }

    /** {@return whether C's {@code isspace} says so, which decides what is skipped between words} */
    static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private static final class Splitter {

        private final String line;
        private final ByteArrayOutputStream word = new ByteArrayOutputStream();
        private int next;

        Splitter(String line) {
            this.line = line;
        }

        RedisWords split() {
            List<byte[]> words = new ArrayList<>();
            while (skipSpace()) {
                int quote = word();
                if (quote >= 0) {
                    return new RedisWords(List.of(), OptionalInt.of(quote));
                }
                words.add(word.toByteArray());
                word.reset();
            }
            return new RedisWords(List.copyOf(words), OptionalInt.empty());
        }

        private boolean skipSpace() {
            while (next < line.length() && isSpace(line.charAt(next))) {
                next++;
            }
            return next < line.length();
        }

        /** Move over one word. {@return where its quote stands if that is not balanced, otherwise -1} */
        private int word() {
            while (next < line.length()) {
                char c = line.charAt(next);
                if (c == '"' || c == '\'') {
                    int quote = next++;
                    return quoted(c) ? -1 : quote;
                }
                // A vertical tab or a form feed separates words, but does not end one.
                if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
                    return -1;
                }
                character();
            }
            return -1;
        }

        private boolean quoted(char quote) {
            while (next < line.length()) {
                char c = line.charAt(next);
                if (c == quote) {
                    next++;
                    return next == line.length() || isSpace(line.charAt(next));
                }
                if (c == '\\' && quote == '"' && next + 1 < line.length()) {
                    escape();
                } else if (line.startsWith("\\'", next) && quote == '\'') {
                    next++;
                    character();
                } else {
                    character();
                }
            }
            return false;
        }

        private void escape() {
            if (isHexEscape()) {
                word.write(Integer.parseInt(line.substring(next + 2, next + HEX_ESCAPE), HEX));
                next += HEX_ESCAPE;
                return;
            }
            next++;
            int control =
                    switch (line.charAt(next)) {
                        case 'n' -> '\n';
                        case 'r' -> '\r';
                        case 't' -> '\t';
                        case 'b' -> '\b';
                        case 'a' -> '\u0007';
                        default -> -1;
                    };
            if (control < 0) {
                character();
            } else {
                word.write(control);
                next++;
            }
        }

        private boolean isHexEscape() {
            return line.startsWith("\\x", next)
                    && next + HEX_ESCAPE <= line.length()
                    && isHex(line.charAt(next + 2))
                    && isHex(line.charAt(next + 3));
        }

        private static boolean isHex(char c) {
            return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        }

        private void character() {
            int length = Character.charCount(line.codePointAt(next));
            word.writeBytes(line.substring(next, next + length).getBytes(StandardCharsets.UTF_8));
            next += length;
        }
    }
}
