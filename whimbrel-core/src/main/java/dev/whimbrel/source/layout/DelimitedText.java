package dev.whimbrel.source.layout;

import dev.whimbrel.source.file.Extract;
import dev.whimbrel.source.file.Section;
import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;

/**
 * A file in which something else than a semicolon ends a statement: it is read with a semicolon in that place.
 *
 * <p>Quoted text and comments are left alone, unless it is the delimiter itself that begins like a comment. Every line
 * keeps its number.
 *
 * @param delimiter what ends a statement; not empty
 */
record DelimitedText(String delimiter) implements Extract {

    @Override
    public Reader of(Reader file) throws IOException {
        return new DelimitingReader(Section.WHOLE.of(file), delimiter);
    }

    @Override
    public int first() {
        return 1;
    }

    /** Knows where it is: at the outside, or within something that ends with {@link #end}. */
    private static final class DelimitingReader extends Reader {

        private static final int LONGEST_TAG = 66;
        private static final String OUTSIDE = "";

        private final PushbackReader text;
        private final String delimiter;
        private final StringBuilder pending = new StringBuilder();
        private String end = OUTSIDE;
        private boolean hasEscapes;
        private int before = ' ';

        DelimitingReader(Reader text, String delimiter) {
            this.text = new PushbackReader(text, Math.max(delimiter.length(), LONGEST_TAG));
            this.delimiter = delimiter;
        }

        @Override
        public int read(char[] target, int offset, int length) throws IOException {
            int count = 0;
            for (int c = 0; count < length && c >= 0; ) {
                c = next();
                if (c >= 0) {
                    target[offset + count++] = (char) c;
                }
            }
            return count == 0 && length > 0 ? -1 : count;
        }

        private int next() throws IOException {
            if (pending.isEmpty()) {
                fill();
            }
            if (pending.isEmpty()) {
                return -1;
            }
            int c = pending.charAt(0);
            pending.deleteCharAt(0);
            return c;
        }

        private void fill() throws IOException {
            if (end.equals(OUTSIDE) && take(delimiter)) {
                pending.append(';').append(blank(delimiter));
                before = ' ';
            } else if (end.equals(OUTSIDE)) {
                enter();
            } else if (take(end)) {
                pending.append(end);
                end = OUTSIDE;
                before = ' ';
            } else {
                boolean escapes = append() == '\\' && hasEscapes;
                if (escapes) {
                    append();
                }
            }
        }

        /** The delimiter itself without what is seen of it, after the semicolon that stands for its first character. */
        private static String blank(String delimiter) {
            String kept = delimiter.charAt(0) == '\n' ? delimiter : delimiter.substring(1);
            return kept.replaceAll("[^\\n]", " ");
        }

        /** Take one character of the outside, and with it what begins there. */
        private void enter() throws IOException {
            if (take("--")) {
                begin("--", "\n");
            } else if (take("/*")) {
                begin("/*", "*/");
            } else if (!isName(before) && opensDollarQuote()) {
                return;
            } else {
                int last = before;
                int c = append();
                if (c == '\'' || c == '"' || c == '`') {
                    end = String.valueOf((char) c);
                    hasEscapes = c == '\'' && (last == 'e' || last == 'E');
                }
                before = c;
            }
        }

        private void begin(String opening, String closing) {
            pending.append(opening);
            end = closing;
            hasEscapes = false;
        }

        private boolean opensDollarQuote() throws IOException {
            String ahead = peek(LONGEST_TAG);
            int close = ahead.startsWith("$") ? ahead.indexOf('$', 1) : -1;
            if (close < 0 || !isTag(ahead.substring(1, close))) {
                return false;
            }
            String tag = ahead.substring(0, close + 1);
            take(tag);
            begin(tag, tag);
            return true;
        }

        private static boolean isTag(String tag) {
            return tag.chars().allMatch(DelimitingReader::isName)
                    && (tag.isEmpty() || !Character.isDigit(tag.charAt(0)));
        }

        private static boolean isName(int c) {
            return Character.isLetterOrDigit(c) || c == '_';
        }

        private int append() throws IOException {
            int c = text.read();
            if (c >= 0) {
                pending.append((char) c);
            }
            return c;
        }

        private boolean take(String expected) throws IOException {
            String ahead = peek(expected.length());
            if (!ahead.equals(expected)) {
                return false;
            }
            for (int i = 0; i < expected.length(); i++) {
                text.read();
            }
            return true;
        }

        /** {@return the next characters, fewer at the end} */
        private String peek(int length) throws IOException {
            char[] ahead = new char[length];
            int count = 0;
            for (int c = text.read(); c >= 0; c = count < length ? text.read() : -1) {
                ahead[count++] = (char) c;
            }
            text.unread(ahead, 0, count);
            return new String(ahead, 0, count);
        }

        @Override
        public void close() throws IOException {
            text.close();
        }
    }
}
