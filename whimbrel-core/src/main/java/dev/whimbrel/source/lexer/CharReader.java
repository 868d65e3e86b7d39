package dev.whimbrel.source.lexer;

import dev.whimbrel.migration.Place;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;

/** Reads characters with look-ahead and knows the place it has reached. Not thread-safe. */
final class CharReader implements Closeable {

    /** What {@link #peek} and {@link #read} give at the end of the text. */
    static final int END = -1;

    private static final int CAPACITY = 8192;

    private final Reader text;
    private final String script;
    private char[] buffer = new char[CAPACITY];
    private int position;
    private int limit;
    private boolean atEnd;
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
        return new Place(script, line, column);
    }

    int column() {
        return column;
    }

    int peek() throws IOException {
        return peek(0);
    }

    /** {@return the character after {@code ahead} others, left where it is} */
    int peek(int ahead) throws IOException {
        return available(ahead + 1) ? buffer[position + ahead] : END;
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
        if (!available(1)) {
            return END;
        }
        char c = buffer[position++];
        if (c == '\n') {
            line++;
            column = 1;
        } else if (!Character.isLowSurrogate(c)) {
            column++;
        }
        return c;
    }

    /** Move {@code count} characters into {@code target}. */
    void read(int count, StringBuilder target) throws IOException {
        for (int i = 0; i < count; i++) {
            target.append((char) read());
        }
    }

    private boolean available(int count) throws IOException {
        while (limit - position < count && !atEnd) {
            fill(count);
        }
        return limit - position >= count;
    }

    private void fill(int count) throws IOException {
        if (position > 0) {
            System.arraycopy(buffer, position, buffer, 0, limit - position);
            limit -= position;
            position = 0;
        }
        if (count > buffer.length) {
            buffer = java.util.Arrays.copyOf(buffer, Math.max(count, 2 * buffer.length));
        }
        int read = text.read(buffer, limit, buffer.length - limit);
        atEnd = read < 0;
        limit += Math.max(read, 0);
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
