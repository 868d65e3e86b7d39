package dev.whimbrel.postgres;

import java.util.Optional;

/**
 * A {@code CREATE INDEX CONCURRENTLY}, taken apart at its names.
 *
 * @param name as written; the server chooses one where it is left out
 * @param table as written, with its schema or without
 * @param rest what stands behind the table: method, columns, conditions
 */
record IndexDefinition(boolean isUnique, Optional<String> name, String table, String rest) {

    /** {@return the parts of the statement; nothing if it is another one} */
    static Optional<IndexDefinition> parse(String sql) {
        Words words = new Words(sql);
        if (!words.accept("CREATE")) {
            return Optional.empty();
        }
        boolean isUnique = words.accept("UNIQUE");
        if (!words.accept("INDEX", "CONCURRENTLY")) {
            return Optional.empty();
        }
        words.accept("IF", "NOT", "EXISTS");
        boolean hasName = !words.accept("ON");
        Optional<String> name = hasName ? words.name() : Optional.empty();
        if (hasName && (name.isEmpty() || !words.accept("ON"))) {
            return Optional.empty();
        }
        words.accept("ONLY");
        return words.name().map(table -> new IndexDefinition(isUnique, name, table, words.rest()));
    }

    /** {@return the command that builds the same index, of another name, on another table} */
    String on(String otherName, String otherTable) {
        return "CREATE " + (isUnique ? "UNIQUE " : "") + "INDEX " + otherName + " ON " + otherTable + " " + rest;
    }
}
