package dev.whimbrel.migration;

import java.io.IOException;
import java.io.Reader;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a script without statements consists of: comments, if anything.
 *
 * @param words its letters and digits in lower case, with one space between words; only the beginning of a long text
 */
record Remarks(String words) {

    private static final int LONGEST = 8 * 1024;
    /** How the first line of a down script begins that nobody has filled in. */
    private static final String REVERTS = "reverts ";

    /** Lines for the parser of goose or sql-migrate, which say nothing to people. */
    private static final Pattern DIRECTIVES = Pattern.compile("(?m)^--\\s*\\+(?:goose|migrate)\\b.*$");

    static Remarks of(Reader text, Place start) throws IOException {
        char[] piece = new char[LONGEST];
        int length = 0;
        for (int read = 0; read >= 0 && length < LONGEST; read = text.read(piece, length, LONGEST - length)) {
            length += read;
        }
        return new Remarks(
                words(DIRECTIVES.matcher(new String(piece, 0, length)).replaceAll("")));
    }

    /** {@return whether somebody wrote them, other than the file's own name, which a new script holds} */
    boolean areWritten(String file) {
        return !words.isEmpty() && !words.startsWith(REVERTS) && !words(file).contains(words);
    }

    private static String words(String text) {
        return text.replaceAll("[^\\p{L}\\p{N}]+", " ").strip().toLowerCase(Locale.ROOT);
    }
}
