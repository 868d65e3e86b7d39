package dev.whimbrel.postgres;

import dev.whimbrel.database.sql.work.Quoted;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The one place where text becomes part of an SQL command. */
final class PostgresSql {

    /** Longer names are cut by the server without an error. */
    private static final int LONGEST_NAME = 63;

    private PostgresSql() {}

    /**
     * {@return the name as a quoted identifier}
     *
     * @throws IllegalArgumentException if no object can have that name
     */
    static String identifier(String name) {
        if (name.isEmpty() || name.indexOf('\0') >= 0 || name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            throw new IllegalArgumentException("no name for an object of PostgreSQL: " + name);
        }
        return Quoted.identifier(name);
    }

    static String qualified(String schema, String name) {
        return identifier(schema) + "." + identifier(name);
    }

    /** {@return the text as a literal that means the same whatever {@code standard_conforming_strings} is} */
    static String literal(@Nullable String text) {
        return text == null
                ? "NULL"
                : "E'" + text.replace("\\", "\\\\").replace("'", "''").replace("\0", "") + "'";
    }

    /** {@return the part of a possibly qualified name behind the last dot} */
    static String unqualified(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** {@return the schema of a qualified name; nothing if it has none} */
    static @Nullable String schema(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? null : name.substring(0, dot);
    }
}
