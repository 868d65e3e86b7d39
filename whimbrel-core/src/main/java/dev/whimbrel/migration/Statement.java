package dev.whimbrel.migration;

import java.util.List;

/**
 * One statement of a script, exactly as it stands there, without the terminator.
 *
 * @param text what the database gets
 * @param start where {@code text} begins
 * @param place where its first word stands, after comments: what people are shown
 * @param execution how it must be run
 * @param changes the schema objects it creates, drops or renames by name
 */
public record Statement(String text, Place start, Place place, Execution execution, List<ObjectChange> changes) {

    private static final int EXCERPT = 60;

    public Statement {
        changes = List.copyOf(changes);
    }

    /** {@return the beginning of the statement on one line, for messages} */
    public String excerpt() {
        int skipped = lengthOfComments();
        String line = text.substring(skipped, Math.min(text.length(), skipped + 4 * EXCERPT))
                .replaceAll("\\s+", " ");
        return line.length() <= EXCERPT ? line : line.substring(0, EXCERPT - 1) + "…";
    }

    private int lengthOfComments() {
        Place here = start;
        for (int length = 0; length < text.length(); length++) {
            if (here.equals(place)) {
                return length;
            }
            here = here.after(text.substring(length, length + 1), 1);
        }
        return 0;
    }
}
