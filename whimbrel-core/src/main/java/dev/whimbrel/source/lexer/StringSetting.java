package dev.whimbrel.source.lexer;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads off a statement what it sets {@code standard_conforming_strings} to. If it is off, a backslash in a plain string
 * escapes what follows, so it decides about where later statements end.
 */
final class StringSetting {

    private static final String NAME = "STANDARD_CONFORMING_STRINGS";

    /** The last word or number, which may stand in quotes. */
    private static final Pattern VALUE = Pattern.compile("(\\w+)'?\\s*$");

    private StringSetting() {}

    /** {@return whether strings conform to the standard from here on, if the statement says something of it} */
    static Optional<Boolean> of(Tokens tokens, CharSequence text) {
        boolean isReset = tokens.isAt(0, "RESET") && tokens.isAnyAt(1, NAME, "ALL");
        if (isReset || tokens.startsWith("DISCARD", "ALL")) {
            return Optional.of(true);
        }
        int name = tokens.isAnyAt(1, "SESSION", "LOCAL") ? 2 : 1;
        if (!tokens.isAt(0, "SET") || !tokens.isAt(name, NAME)) {
            return Optional.empty();
        }
        Matcher value = VALUE.matcher(text);
        return Optional.of(!value.find() || !isOff(Tokens.upperCase(value.group(1))));
    }

    /** The server takes what is left of a word as long as it is clear which one it was. */
    private static boolean isOff(String value) {
        return value.equals("0")
                || (value.length() > 1 && "OFF".startsWith(value))
                || "FALSE".startsWith(value)
                || "NO".startsWith(value);
    }
}
