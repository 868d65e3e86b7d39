package dev.whimbrel.database.sql.work;

/** Names that a catalog or a registry gave, as identifiers of SQL. */
public final class Quoted {

    private Quoted() {}

    public static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    public static String qualified(String schema, String name) {
        return identifier(schema) + "." + identifier(name);
    }
}
