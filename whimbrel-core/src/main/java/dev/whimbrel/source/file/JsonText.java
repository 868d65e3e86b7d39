package dev.whimbrel.source.file;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads JSON, strictly as RFC 8259 has it and in addition without duplicate names, since the core has no library for
 * the few journals it looks into.
 */
public final class JsonText {

    private static final int DEEPEST = 64;
    private static final Pattern SPACE = Pattern.compile("[ \\t\\r\\n]*");
    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d{1,4})?");
    private static final Pattern UNESCAPED = Pattern.compile("[^\"\\\\\\x00-\\x1f]+");
    private static final Pattern UNICODE = Pattern.compile("[0-9a-fA-F]{4}");
    private static final Map<Character, Character> ESCAPES =
            Map.of('"', '"', '\\', '\\', '/', '/', 'b', '\b', 'f', '\f', 'n', '\n', 'r', '\r', 't', '\t');

    private final String text;
    private int at;

    private JsonText(String text) {
        this.text = text;
    }

    /** The text is no JSON. */
    public static final class MalformedException extends Exception {

        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message);
        }
    }

    /**
     * {@return the value the text spells: a {@link Map}, {@link List}, {@link String}, {@link BigDecimal} or {@link
     * Boolean}; {@link Optional#empty()} for {@code null}}
     *
     * @throws MalformedException if it spells none; its message says where
     */
    public static Object parse(String text) throws MalformedException {
        JsonText json = new JsonText(text);
        Object value = json.value(0);
        json.skip(SPACE);
        if (json.at < text.length()) {
            throw json.malformed("something follows the end");
        }
        return value;
    }

    private Object value(int depth) throws MalformedException {
        skip(SPACE);
        if (depth > DEEPEST) {
            throw malformed("it is nested too deep");
        }
        if (take('{')) {
            return object(depth);
        } else if (take('[')) {
            return array(depth);
        } else if (take('"')) {
            return string();
        } else if (take("true")) {
            return true;
        } else if (take("false")) {
            return false;
        } else if (take("null")) {
            return Optional.empty();
        }
        String number = skip(NUMBER);
        if (number.isEmpty()) {
            throw malformed("a value is expected");
        }
        return new BigDecimal(number);
    }

    private Map<String, Object> object(int depth) throws MalformedException {
        Map<String, Object> members = new LinkedHashMap<>();
        skip(SPACE);
        if (take('}')) {
            return members;
        }
        do {
            skip(SPACE);
            expect('"');
            String name = string();
            skip(SPACE);
            expect(':');
            if (members.put(name, value(depth + 1)) != null) {
                throw malformed("the name \"" + name + "\" stands twice");
            }
            skip(SPACE);
        } while (take(','));
        expect('}');
        return members;
    }

    private List<Object> array(int depth) throws MalformedException {
        List<Object> elements = new ArrayList<>();
        skip(SPACE);
        if (take(']')) {
            return elements;
        }
        do {
            elements.add(value(depth + 1));
            skip(SPACE);
        } while (take(','));
        expect(']');
        return elements;
    }

    private String string() throws MalformedException {
        StringBuilder string = new StringBuilder();
        for (; !take('"'); string.append(skip(UNESCAPED))) {
            if (take('\\')) {
                string.append(escaped());
            } else if (at == text.length() || text.charAt(at) < ' ') {
                throw malformed("a string is not closed");
            }
        }
        return string.toString();
    }

    private char escaped() throws MalformedException {
        if (take('u')) {
            String digits = skip(UNICODE);
            if (!digits.isEmpty()) {
                return (char) Integer.parseInt(digits, 16);
            }
        } else if (at < text.length()) {
            Character meant = ESCAPES.get(text.charAt(at));
            if (meant != null) {
                at++;
                return meant;
            }
        }
        throw malformed("an escape is not known");
    }

    private String skip(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            return "";
        }
        at = matcher.end();
        return matcher.group();
    }

    private boolean take(char expected) {
        return take(String.valueOf(expected));
    }

    private boolean take(String expected) {
        boolean is = text.startsWith(expected, at);
        at += is ? expected.length() : 0;
        return is;
    }

    private void expect(char expected) throws MalformedException {
        if (!take(expected)) {
            throw malformed("`" + expected + "` is expected");
        }
    }

    private MalformedException malformed(String why) {
        long line = text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
        return new MalformedException("line " + line + ": " + why);
    }
}
