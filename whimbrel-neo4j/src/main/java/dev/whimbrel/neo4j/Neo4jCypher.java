package dev.whimbrel.neo4j;

/** How names are written in Cypher. */
final class Neo4jCypher {

    private Neo4jCypher() {}

    static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    static String unquoted(String written) {
        return written.startsWith("`")
                ? written.substring(1, written.length() - 1).replace("``", "`")
                : written;
    }
}
