package dev.whimbrel.migration;

/**
 * A place in a script, as an editor shows it.
 *
 * @param script the script's name
 * @param line counted from 1
 * @param column counted from 1, in characters
 */
public record Place(String script, int line, int column) {

    /** {@return the place reached after the first {@code length} characters of a text that begins here} */
    public Place after(CharSequence text, int length) {
        int atLine = line;
        int atColumn = column;
        for (int i = 0; i < Math.min(length, text.length()); i++) {
            if (text.charAt(i) == '\n') {
                atLine++;
                atColumn = 1;
            } else {
                atColumn += Character.isLowSurrogate(text.charAt(i)) ? 0 : 1;
            }
        }
        return new Place(script, atLine, atColumn);
    }

    @Override
    public String toString() {
        return script + ":" + line + ":" + column;
    }
}
