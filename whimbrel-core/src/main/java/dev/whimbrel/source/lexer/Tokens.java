package dev.whimbrel.source.lexer;

import java.util.ArrayList;
import java.util.List;

/**
 * The first words and signs of a statement. It keeps what decides about a statement and lets go of the rest, so that a
 * statement of any length costs little: all words outside parentheses up to a limit, and the first few inside.
 */
final class Tokens {

    private static final int MOST = 400;
    private static final int MOST_NESTED = 40;

    private final List<Token> all = new ArrayList<>();
    private int nested;

    void word(String written, int depth) {
        add(new Token(upperCase(written), Token.Kind.WORD, depth, written));
    }

    void quoted(String name, int depth) {
        add(new Token(name, Token.Kind.QUOTED, depth, name));
    }

    void sign(char sign, int depth) {
        add(new Token(String.valueOf(sign), Token.Kind.SIGN, depth, String.valueOf(sign)));
    }

    /** As the databases compare their key words: {@code ı} is no {@code I}. */
    static String upperCase(String word) {
        StringBuilder upper = new StringBuilder(word);
        for (int i = 0; i < upper.length(); i++) {
            char c = upper.charAt(i);
            if (c >= 'a' && c <= 'z') {
                upper.setCharAt(i, (char) (c - 'a' + 'A'));
            }
        }
        return upper.toString();
    }

    private void add(Token token) {
        boolean kept = all.size() < MOST && (token.depth() == 0 || nested < MOST_NESTED);
        if (kept) {
            all.add(token);
            nested += token.depth() == 0 ? 0 : 1;
        }
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    int size() {
        return all.size();
    }

    Token get(int index) {
        return all.get(index);
    }

    /** {@return whether the token at that index exists and is that unquoted word or sign} */
    boolean isAt(int index, String word) {
        return index >= 0 && index < all.size() && all.get(index).is(word);
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
    boolean contains(String word, int depth) {
        return all.stream().anyMatch(token -> token.depth() == depth && token.is(word));
    }

    /** {@return whether these unquoted words stand one after the other outside parentheses} */
    boolean containsInOrder(String first, String second) {
        List<Token> outside = all.stream().filter(token -> token.depth() == 0).toList();
        for (int i = 0; i + 1 < outside.size(); i++) {
            if (outside.get(i).is(first) && outside.get(i + 1).is(second)) {
                return true;
            }
        }
        return false;
    }
}
