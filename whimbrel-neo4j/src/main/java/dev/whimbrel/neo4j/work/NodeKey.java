package dev.whimbrel.neo4j.work;

import org.neo4j.driver.Value;
import org.neo4j.driver.types.TypeSystem;

/**
 * By what a node is found: a number or a text. As text, a number is its digits, and a text has an apostrophe before it, so that
 * the two are never mistaken for each other.
 *
 * @param value a {@code Long}, {@code Double} or {@code String}
 */
record NodeKey(Object value) {

    private static final String TEXT = "'";

    static NodeKey of(Value value) {
        return new NodeKey(value.asObject());
    }

    static NodeKey parse(String written) {
        if (written.startsWith(TEXT)) {
            return new NodeKey(written.substring(TEXT.length()));
        }
        boolean isWhole = written.chars().allMatch(c -> c == '-' || Character.isDigit(c));
        if (isWhole) {
            return new NodeKey(Long.valueOf(written));
        }
        return new NodeKey(Double.valueOf(written));
    }

    /** {@return whether values of these two types are ordered among each other, and can be keys} */
    static boolean areOrdered(Value first, Value last) {
        return (isText(first) && isText(last)) || (isNumber(first) && isNumber(last));
    }

    private static boolean isText(Value value) {
        return value.hasType(TypeSystem.getDefault().STRING());
    }

    private static boolean isNumber(Value value) {
        return value.hasType(TypeSystem.getDefault().NUMBER());
    }

    @Override
    public String toString() {
        return value instanceof String ? TEXT + value : String.valueOf(value);
    }
}
