package dev.whimbrel.postgres;

import java.util.Optional;

/**
 * Goes along the words of one statement, as far as is needed to find the names in it. It knows comments and quoted names;
 * in front of the names, the statements it is for hold nothing else. Not thread-safe.
 */
final class Words {

    private final String sql;
    /** Where the next word begins. */
    private int at;

    Words(String sql) {
        this.sql = sql;
        this.at = afterBlank(0);
    }

    /** Move behind these words, if they come next. {@return whether they did} */
    boolean accept(String... words) {
        int begin = at;
        for (String word : words) {
            if (!sql.substring(at, endOfWord(at)).equalsIgnoreCase(word)) {
                at = begin;
                return false;
            }
            at = afterBlank(endOfWord(at));
        }
        return true;
    }

    /** Move behind what stands next in parentheses, if anything does. */
    void skipParentheses() {
        if (!isAt(at, '(')) {
            return;
        }
        int depth = 0;
        do {
            depth += isAt(at, '(') ? 1 : isAt(at, ')') ? -1 : 0;
            at = afterBlank(endOfWord(at));
        } while (depth > 0 && at < sql.length());
    }

    /** Move behind a name, qualified or not. {@return the name as it is written, without blanks; nothing if none is next} */
    Optional<String> name() {
        StringBuilder name = new StringBuilder();
        while (isName(at)) {
            name.append(sql, at, endOfWord(at));
            at = afterBlank(endOfWord(at));
            if (!isAt(at, '.')) {
                return Optional.of(name.toString());
            }
            name.append('.');
            at = afterBlank(at + 1);
        }
        return Optional.empty();
    }

    /** {@return what has not been gone along yet} */
    String rest() {
        return sql.substring(at);
    }

    private boolean isAt(int position, char wanted) {
        return position < sql.length() && sql.charAt(position) == wanted;
    }

    /** A name in Unicode escapes is taken for none: nobody else could read it either. */
    private boolean isName(int position) {
        boolean isEscaped = sql.regionMatches(true, position, "U&\"", 0, 3);
        return !isEscaped && (isAt(position, '"') || isLetter(position));
    }

    private boolean isLetter(int position) {
        return position < sql.length()
                && (Character.isLetterOrDigit(sql.charAt(position))
                        || sql.charAt(position) == '_'
                        || sql.charAt(position) == '$'
                        || sql.charAt(position) >= 0x80);
    }

    /** A quoted name, a run of letters, or else one character. */
    private int endOfWord(int begin) {
        if (begin >= sql.length()) {
            return begin;
        }
        int end = begin + 1;
        if (isAt(begin, '"')) {
            while (end < sql.length() && (!isAt(end, '"') || isAt(end + 1, '"'))) {
                end += isAt(end, '"') ? 2 : 1;
            }
            return Math.min(end + 1, sql.length());
        }
        while (isLetter(begin) && isLetter(end)) {
            end++;
        }
        return end;
    }

    private int afterBlank(int from) {
        int position = from;
        while (position < sql.length()) {
            if (Character.isWhitespace(sql.charAt(position))) {
                position++;
            } else if (sql.startsWith("--", position)) {
                int end = sql.indexOf('\n', position);
                position = end < 0 ? sql.length() : end + 1;
            } else if (sql.startsWith("/*", position)) {
                position = afterComment(position);
            } else {
                break;
            }
        }
        return position;
    }

    /** Comments of PostgreSQL may hold others. */
    private int afterComment(int begin) {
        int position = begin;
        int depth = 0;
        do {
            if (sql.startsWith("/*", position)) {
                depth++;
                position += 2;
            } else if (sql.startsWith("*/", position)) {
                depth--;
                position += 2;
            } else {
                position++;
            }
        } while (depth > 0 && position < sql.length());
        return position;
    }
}
