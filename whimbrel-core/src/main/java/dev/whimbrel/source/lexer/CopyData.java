package dev.whimbrel.source.lexer;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;

/** The data after {@code COPY … FROM STDIN}: opaque lines up to one that is exactly {@code \.}, or to the end. */
final class CopyData extends Reader {

    private final CharReader chars;
    private boolean atEnd;

    CopyData(CharReader chars) {
        this.chars = chars;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int count = 0;
        while (count < length && !atEnd) {
            if (chars.isAtLineStart() && isTerminator()) {
                skipLine();
                atEnd = true;
            } else {
                int read = chars.readLine(target, offset + count, length - count);
                atEnd = read == 0;
                count += read;
            }
        }
        return count == 0 && length > 0 ? -1 : count;
    }

    private boolean isTerminator() throws IOException {
        if (!chars.startsWith("\\.")) {
            return false;
        }
        int next = chars.peek(2);
        return isLineEnd(next) || (next == '\r' && isLineEnd(chars.peek(3)));
    }

    private static boolean isLineEnd(int c) {
        return c == '\n' || c == CharReader.END;
    }

    private void skipLine() throws IOException {
        chars.skipTo('\n');
        chars.skip(1);
    }

    /** Move behind the data. */
    void skip() throws IOException {
        transferTo(Writer.nullWriter());
    }

    /** Leaves the script open; its reader closes it. */
    @Override
    public void close() {}
}
