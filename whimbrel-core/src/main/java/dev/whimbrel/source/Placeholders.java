package dev.whimbrel.source;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The names that scripts may use as {@code ${name}}, with their values. Only these are replaced, wherever they stand;
 * any other name in such braces is left alone.
 *
 * @param values by name; a value is one line
 */
public record Placeholders(Map<String, String> values) {

    /** Nothing is replaced. */
    public static final Placeholders NONE = new Placeholders(Map.of());

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.:-]*");

    public Placeholders {
        values = Map.copyOf(values);
        values.forEach((name, value) -> {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "a placeholder's name consists of letters, digits, '_', '-', '.' and ':': " + name);
            }
            if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
                throw new IllegalArgumentException("the value of placeholder " + name + " has more than one line");
            }
        });
    }

    /** {@return {@code text} with the placeholders replaced as it is read} */
    Reader in(Reader text) {
        return values.isEmpty() ? text : new ReplacingReader(text, values);
    }

    private static final class ReplacingReader extends Reader {

        private final PushbackReader text;
        private final Map<String, String> values;
        private final List<String> longestFirst;
        private String pending = "";
        private int taken;

        ReplacingReader(Reader text, Map<String, String> values) {
            this.values = values;
            this.longestFirst = values.keySet().stream()
                    .sorted(Comparator.comparingInt(String::length).reversed())
                    .toList();
            this.text = new PushbackReader(text, longestFirst.get(0).length() + 2);
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
            if (taken < pending.length()) {
                return pending.charAt(taken++);
            }
            int c = text.read();
            if (c != '$') {
                return c;
            }
            for (String name : longestFirst) {
                if (follows("{" + name + "}")) {
                    pending = values.getOrDefault(name, "");
                    taken = 0;
                    return next();
                }
            }
            return c;
        }

        private boolean follows(String expected) throws IOException {
            char[] read = new char[expected.length()];
            int count = 0;
            while (count < read.length) {
                int c = text.read();
                if (c < 0) {
                    break;
                }
                read[count++] = (char) c;
            }
            boolean same = expected.equals(new String(read, 0, count));
            if (!same) {
                text.unread(read, 0, count);
            }
            return same;
        }

        @Override
        public void close() throws IOException {
            text.close();
        }
    }
}
