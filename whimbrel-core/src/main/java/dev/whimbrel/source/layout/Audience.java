package dev.whimbrel.source.layout;

import java.util.Optional;

/**
 * Which databases a layout says a script is for, beyond what the script's name says.
 *
 * @param database the name of the one database
 * @param dialect what it must speak
 * @param saidBy the file that says so
 */
public record Audience(Optional<String> database, Optional<String> dialect, String saidBy) {

    /** The name decides alone. */
    public static final Audience ANY = new Audience(Optional.empty(), Optional.empty(), "");

    static Audience database(String name) {
        return new Audience(Optional.of(name), Optional.empty(), "");
    }

    static Audience dialect(String dialect, String saidBy) {
        return new Audience(Optional.empty(), Optional.of(dialect), saidBy);
    }

    /** {@return whether a database of that dialect may be meant} */
    public boolean admits(String spoken) {
        return dialect.map(spoken::equals).orElse(true);
    }
}
