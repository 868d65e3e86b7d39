package dev.whimbrel.source.lexer;

import java.util.Arrays;

/**
 * The first words and signs of a statement. It keeps what decides about a statement and lets go of the rest, so that a
 * statement of any length costs little: all words outside parentheses up to a limit, and the first few inside.
 *
 * <p>It remembers where they stand in the kept text, and makes a {@link Token} only of those that are asked for.
 */
final class Tokens {

    private static final int MOST = 400;
    private static final int MOST_NESTED = 40;
    private static final int USUAL = 32;

    private final CharReader chars;
    private int[] from = new int[USUAL];
    private int[] to = new int[USUAL];
    private int[] depth = new int[USUAL];
    private Token.Kind[] kind = new Token.Kind[USUAL];
    private int size;
    private int nested;

    Tokens(CharReader chars) {
        this.chars = chars;
    }

    void clear() {
        size = 0;
        nested = 0;
    }

    /** Take a word or a quoted identifier, the text kept from there on. */
    void add(Token.Kind ofKind, int start, int atDepth) {
        add(ofKind, start, chars.keptLength(), atDepth);
    }

    /** Take the sign that is next. */
    void sign(int atDepth) {
        add(Token.Kind.SIGN, chars.keptLength(), chars.keptLength() + 1, atDepth);
    }

    private void add(Token.Kind ofKind, int start, int end, int atDepth) {
        if (size == MOST || (atDepth > 0 && nested == MOST_NESTED)) {
            return;
        }
        if (size == from.length) {
            grow();
        }
        from[size] = start;
        to[size] = end;
        depth[size] = atDepth;
        kind[size] = ofKind;
        size++;
        nested += atDepth == 0 ? 0 : 1;
    }

    private void grow() {
        int capacity = 4 * size;
        from = Arrays.copyOf(from, capacity);
        to = Arrays.copyOf(to, capacity);
        depth = Arrays.copyOf(depth, capacity);
        kind = Arrays.copyOf(kind, capacity);
    }

    /** As the databases compare their key words: {@code ı} is no {@code I}. */
    static String upperCase(String word) {
        StringBuilder upper = new StringBuilder(word);
        for (int i = 0; i < upper.length(); i++) {
            upper.setCharAt(i, upperCase(upper.charAt(i)));
        }
        return upper.toString();
    }

    private static char upperCase(char c) {
        return c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    Token get(int index) {
        String written = chars.kept(from[index], to[index]);
        return switch (kind[index]) {
            case WORD -> new Token(upperCase(written), Token.Kind.WORD, depth[index], written);
            case SIGN -> new Token(written, Token.Kind.SIGN, depth[index], written);
            case QUOTED -> {
                String name = unquoted(written);
                yield new Token(name, Token.Kind.QUOTED, depth[index], name);
            }
        };
    }

    private static String unquoted(String written) {
        String quote = written.substring(0, 1);
        String name = written.substring(1, written.length() - 1);
        return quote.equals("[") ? name : name.replace(quote + quote, quote);
    }

    /** {@return whether the token at that index exists and is that unquoted word or sign} */
    boolean isAt(int index, String word) {
        if (index < 0 || index >= size || kind[index] == Token.Kind.QUOTED) {
            return false;
        }
        int length = to[index] - from[index];
        if (length != word.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (upperCase(chars.keptAt(from[index] + i)) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    boolean isAnyAt(int index, String... words) {
        for (String word : words) {
            if (isAt(index, word)) {
                return true;
            }
        }
        return false;
    }

    boolean startsWith(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!isAt(i, words[i])) {
                return false;
            }
        }
        return true;
    }

    /** {@return whether that unquoted word stands anywhere at that depth of parentheses} */
    boolean contains(String word, int atDepth) {
        for (int i = 0; i < size; i++) {
            if (depth[i] == atDepth && isAt(i, word)) {
                return true;
            }
        }
        return false;
    }

    /** {@return whether these unquoted words stand one after the other outside parentheses} */
    boolean containsInOrder(String first, String second) {
        boolean isAfterFirst = false;
        for (int i = 0; i < size; i++) {
            if (depth[i] == 0) {
                if (isAfterFirst && isAt(i, second)) {
                    return true;
                }
                isAfterFirst = isAt(i, first);
            }
        }
        return false;
    }
}
