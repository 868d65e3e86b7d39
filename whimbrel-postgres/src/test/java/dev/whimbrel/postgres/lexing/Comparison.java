package dev.whimbrel.postgres.lexing;

import dev.whimbrel.error.ErrorCode;
import java.util.List;
import java.util.Optional;

/**
 * Compares the statements that psql sent with those of our lexer, byte for byte but for what is known and wanted:
 *
 * <ul>
 *   <li>psql sends the semicolon that ends a statement, and white space before it; ours have neither.
 *   <li>psql sends empty statements: a semicolon, a comment. Ours leave them out.
 *   <li>psql drops lines that are empty, outside of quotes. Ours keep the text as it stands in the file.
 *   <li>psql sends what is left at the end of a file even if it ends inside a quote, a comment, a parenthesis or a function
 *       body. Ours refuse the script. What came before must still be the same, and psql must have found no end either.
 *   <li>Ours refuse psql's own commands, and text behind {@code COPY … FROM STDIN;} on the same line. What came before
 *       must still be the same.
 * </ul>
 */
final class Comparison {

    /** What {@link #closed} adds. */
    private static final String LAST = "SELECT 4711";

    private Comparison() {}

    /** {@return the script with one more statement, by which one sees whether its own last statement had an end} */
    static String closed(String script) {
        return script + "\n;\n" + LAST + ";\n";
    }

    /** {@return what is different, in words} */
    static Optional<String> difference(Split ours, List<String> sent) {
        List<String> theirs = sent.stream().filter(text -> !isEmpty(text)).toList();
        List<String> texts = ours.texts();
        for (int i = 0; i < texts.size(); i++) {
            if (i >= theirs.size() || !isSame(texts.get(i), theirs.get(i))) {
                return Optional.of("statement " + (i + 1) + " is " + quoted(texts.get(i)) + ",\n  psql sends "
                        + (i < theirs.size() ? quoted(theirs.get(i)) : "none"));
            }
        }
        List<String> more = theirs.subList(texts.size(), theirs.size());
        if (ours.refusal().equals(Optional.of(ErrorCode.SCRIPT_UNTERMINATED))) {
            boolean unterminated = more.size() == 1 && !isSame(LAST, more.get(0));
            return unterminated ? Optional.empty() : Optional.of("refused as unterminated, psql sends " + more);
        }
        return ours.refusal().isPresent() || more.isEmpty()
                ? Optional.empty()
                : Optional.of("psql sends more: " + quoted(more.get(0)));
    }

    private static String quoted(String text) {
        return "«" + text.replace("\r", "\\r").replace("\n", "\\n") + "»";
    }

    private static boolean isSame(String ours, String theirs) {
        int at = 0;
        for (int i = 0; i < ours.length(); i++) {
            char c = ours.charAt(i);
            if (at < theirs.length() && theirs.charAt(at) == c) {
                at++;
            } else if (c != '\n' || i == 0 || ours.charAt(i - 1) != '\n') {
                return false;
            }
        }
        return theirs.substring(at).matches("[ \t\n\r\f\u000B]*;?");
    }

    /** {@return whether there are only comments, white space and a semicolon} */
    private static boolean isEmpty(String text) {
        int at = 0;
        while (at < text.length()) {
            if (text.startsWith("/*", at)) {
                at = endOfComment(text, at);
            } else if (text.startsWith("--", at)) {
                while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
                    at++;
                }
            } else if (" \t\n\r\f\u000B;".indexOf(text.charAt(at)) >= 0) {
                at++;
            } else {
                return false;
            }
        }
        return at == text.length();
    }

    private static int endOfComment(String text, int start) {
        int depth = 0;
        for (int at = start; at < text.length(); at++) {
            if (text.startsWith("/*", at)) {
                depth++;
                at++;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at++;
                if (depth == 0) {
                    return at + 1;
                }
            }
        }
        return text.length() + 1;
    }
}
