package dev.whimbrel.source.file;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;

/**
 * A run of whole lines of a file.
 *
 * @param first the first line, counted from 1
 * @param end the line after the last one
 */
public record Section(int first, int end) implements Extract {

    /** All of a file. */
    public static final Section WHOLE = new Section(1, Integer.MAX_VALUE);

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** {@return the section's text out of {@code file}'s, without a leading byte order mark} */
    @Override
    public Reader of(Reader file) throws IOException {
        BufferedReader text = new BufferedReader(file);
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
        for (int line = 1; line < first; line++) {
            skipLine(text);
        }
        return end == Integer.MAX_VALUE ? text : new LimitedReader(text, end - first);
    }

    private static void skipLine(BufferedReader text) throws IOException {
        for (int c = text.read(); c >= 0 && c != '\n'; ) {
            c = text.read();
        }
    }

    /** Ends after a number of lines. */
    private static final class LimitedReader extends Reader {

        private final BufferedReader text;
        private int linesLeft;

        LimitedReader(BufferedReader text, int lines) {
            this.text = text;
            this.linesLeft = lines;
        }

        @Override
        public int read(char[] target, int offset, int length) throws IOException {
            int count = 0;
            while (count < length && linesLeft > 0) {
                int c = text.read();
                if (c < 0) {
                    linesLeft = 0;
                } else {
                    target[offset + count++] = (char) c;
                    linesLeft -= c == '\n' ? 1 : 0;
                }
            }
            return count == 0 && length > 0 ? -1 : count;
        }

        @Override
        public void close() throws IOException {
            text.close();
        }
    }
}
