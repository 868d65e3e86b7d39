package dev.whimbrel.neo4j.work;

import dev.whimbrel.backfill.Page.KeyRange;
import dev.whimbrel.migration.BackfillWork;
import dev.whimbrel.migration.EmbeddingWork;
import dev.whimbrel.migration.LongWork;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The nodes that long work is about, and the Cypher by which they are found. In expressions a node is called {@code n}.
 *
 * @param label that they have
 * @param key the property by which one is found
 * @param text Cypher over a node; nothing for work without texts
 * @param condition which nodes take part, in Cypher
 */
record Nodes(String label, String key, Optional<String> text, Optional<String> condition) {

    /** What is first removed, and never there, locks the node, so that what is read behind it is what it says now. */
    static final String LOCK_PROPERTY = "whimbrel_lock";

    static final String LOCK = "REMOVE n." + LOCK_PROPERTY + "\n";

    private static final Pattern NAME = Pattern.compile("`(?:[^`]|``)+`|[\\p{L}_][\\p{L}\\p{N}_]*");

    static Nodes of(LongWork work) {
        String label = Neo4jCypher.unquoted(work.table());
        String key = Neo4jCypher.unquoted(work.key());
        return work instanceof EmbeddingWork embedding
                ? new Nodes(label, key, Optional.of(expression(embedding.text())), embedding.where())
                : new Nodes(label, key, Optional.empty(), ((BackfillWork) work).where());
    }

    /** A name alone is a property. */
    private static String expression(String text) {
        return NAME.matcher(text.strip()).matches() ? property(Neo4jCypher.unquoted(text.strip())) : text;
    }

    static String property(String name) {
        return "n." + Neo4jCypher.quoted(name);
    }

    /** {@return the beginning of a query of these nodes} */
    String match() {
        return "MATCH (n:" + Neo4jCypher.quoted(label) + ")\n";
    }

    String keyProperty() {
        return property(key);
    }

    /** {@return the text of a node; nothing if it is no single value} A comment in the expression ends with its line. */
    String textOf() {
        return "toStringOrNull((" + text.orElseThrow() + "\n))";
    }

    String isBlank() {
        return "trim(coalesce(" + textOf() + ", '')) = ''";
    }

    String takesPart() {
        return condition.map(cypher -> "coalesce((" + cypher + "\n), false)").orElse(keyProperty() + " IS NOT NULL");
    }

    /** {@return the condition for the nodes of a page; values of another type than that of {@code $to} are none of them} */
    String between(KeyRange range) {
        return range.after().map(after -> keyProperty() + " > $after AND ").orElse("") + keyProperty() + " <= $to";
    }

    static Map<String, Object> parameters(KeyRange range) {
        Map<String, Object> parameters = new HashMap<>();
        range.after()
                .ifPresent(after -> parameters.put("after", NodeKey.parse(after).value()));
        parameters.put("to", NodeKey.parse(range.to()).value());
        return parameters;
    }

    /** {@return the highest key there is; nothing without nodes that have one} */
    Optional<NodeKey> last(WorkGraph graph) {
        return graph.first(edge("DESC"), Map.of()).map(row -> NodeKey.of(row.get("key")));
    }

    /** {@return the query of the first or the last key} */
    String edge(String order) {
        return match() + "WHERE " + keyProperty() + " IS NOT NULL RETURN " + keyProperty() + " AS key ORDER BY "
                + keyProperty() + " " + order + " LIMIT 1";
    }

    /** {@return the query of the last key of the next {@code $batch} nodes, as {@code end}} */
    String nextPage(KeyRange rest) {
        return match() + "WHERE " + between(rest) + "\nWITH " + keyProperty() + " AS key ORDER BY key LIMIT $batch\n"
                + "RETURN last(collect(key)) AS end";
    }
}
