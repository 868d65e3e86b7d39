package dev.whimbrel.neo4j.work;

/** How names are written in Cypher. */
public final class Neo4jCypher {

    private Neo4jCypher() {}

    public static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    public static String unquoted(String written) {
        return written.startsWith("`")
                ? written.substring(1, written.length() - 1).replace("``", "`")
                : written;
    }
}
