package dev.whimbrel.embedding;

/**
 * What is put before each text, by its role. Part of what a vector is: with another prefix it is another vector.
 *
 * @param query put before texts that are searched with, blanks included
 * @param passage put before texts that are searched, blanks included
 */
public record Prefixes(String query, String passage) {

    public static final Prefixes NONE = new Prefixes("", "");

    /** {@return the text as the model gets it} */
    public String before(String text, Role role) {
        return (role == Role.QUERY ? query : passage) + text;
    }
}
