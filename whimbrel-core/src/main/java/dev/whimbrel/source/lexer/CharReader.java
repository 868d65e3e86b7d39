package dev.whimbrel.source.lexer;

import dev.whimbrel.migration.Place;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;

/**
 * Reads characters with look-ahead, keeps the text of a statement in one piece, and knows places. Not thread-safe.
 *
 * <p>It is where a lexer spends its time. So text that is kept stays in the buffer, which grows with it, until it is taken
 * out as a whole; and lines are counted only when a place is asked for or the buffer moves on.
 */
final class CharReader implements Closeable {

    /** What {@link #peek} and {@link #read} give at the end of the text. */
    static final int END = -1;

    private static final int CAPACITY = 8 * 1024;
    private static final int NOTHING = -1;

    private final Reader text;
    private final String script;
    private char[] buffer = new char[CAPACITY];
    private int position;
    private int limit;
    private boolean atEnd;
    private int kept = NOTHING;

    /** Up to where in the buffer lines are counted, and what is the line and column there. */
    private int counted;

    private int line;
    private int column;

    CharReader(Reader text, Place start) {
        this.text = text;
        this.script = start.script();
        this.line = start.line();
        this.column = start.column();
    }

    /** {@return the place of the next character} */
    Place place() {
        count(position);
        return new Place(script, line, column);
    }

    /** {@return whether the next character is the first of its line} */
    boolean isAtLineStart() {
        count(position);
        return column == 1;
    }

    int peek() throws IOException {
        return position < limit || available(1) ? buffer[position] : END;
    }

    /** {@return the character after {@code ahead} others, left where it is} */
    int peek(int ahead) throws IOException {
        return position + ahead < limit || available(ahead + 1) ? buffer[position + ahead] : END;
    }

    /** {@return whether the text goes on with exactly these characters, left where they are} */
    boolean startsWith(CharSequence expected) throws IOException {
        if (!available(expected.length())) {
            return false;
        }
        for (int i = 0; i < expected.length(); i++) {
            if (buffer[position + i] != expected.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    int read() throws IOException {
        return position < limit || available(1) ? buffer[position++] : END;
    }

    /** Move up to {@code length} characters into {@code target}, but not beyond the end of the line. {@return how many} */
    int readLine(char[] target, int offset, int length) throws IOException {
        if (!available(1)) {
            return 0;
        }
        int end = Math.min(limit, position + length);
        int to = position;
        while (to < end && buffer[to++] != '\n') {
            // counted in the condition
        }
        int count = to - position;
        System.arraycopy(buffer, position, target, offset, count);
        position = to;
        return count;
    }

    /** Move over that many characters, fewer at the end of the text. */
    void skip(int count) throws IOException {
        position += available(count) ? count : limit - position;
    }

    /** Move to the next one of two characters, or to the end of the text. */
    void skipTo(char one, char other) throws IOException {
        do {
            char[] piece = buffer;
            int end = limit;
            int at = position;
            while (at < end && piece[at] != one && piece[at] != other) {
                at++;
            }
            position = at;
        } while (position == limit && available(1));
    }

    /** Move to the next such character, or to the end of the text. */
    void skipTo(char wanted) throws IOException {
        skipTo(wanted, wanted);
    }

    /** Move over characters of that class. */
    void skipAll(CharClass wanted) throws IOException {
        do {
            char[] piece = buffer;
            int end = limit;
            int at = position;
            while (at < end && wanted.has(piece[at])) {
                at++;
            }
            position = at;
        } while (position == limit && available(1));
    }

    /** Keep the text from here on. */
    void keep() {
        kept = position;
    }

    /** Keep no text any longer. */
    void release() {
        kept = NOTHING;
    }

    /** {@return how many characters are kept: the index of the next one} */
    int keptLength() {
        return position - kept;
    }

    char keptAt(int index) {
        return buffer[kept + index];
    }

    /** {@return kept text, from one index up to another one} */
    String kept(int from, int to) {
        return new String(buffer, kept + from, to - from);
    }

    private boolean available(int count) throws IOException {
        while (limit - position < count && !atEnd) {
            fill();
        }
        return limit - position >= count;
    }

    private void fill() throws IOException {
        int needed = kept == NOTHING ? position : kept;
        count(needed);
        System.arraycopy(buffer, needed, buffer, 0, limit - needed);
        position -= needed;
        limit -= needed;
        counted -= needed;
        kept = kept == NOTHING ? NOTHING : 0;
        if (limit > buffer.length / 2) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int read = text.read(buffer, limit, buffer.length - limit);
        atEnd = read < 0;
        limit += Math.max(read, 0);
    }

    private void count(int end) {
        for (int i = counted; i < end; i++) {
            char c = buffer[i];
            if (c == '\n') {
                line++;
                column = 1;
            } else if (!Character.isLowSurrogate(c)) {
                column++;
            }
        }
        counted = Math.max(counted, end);
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
