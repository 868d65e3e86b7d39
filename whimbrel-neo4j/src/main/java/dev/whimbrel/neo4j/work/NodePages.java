package dev.whimbrel.neo4j.work;

import dev.whimbrel.backfill.Page.KeyRange;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Goes through all nodes that there are now, in the order of their keys. */
record NodePages(WorkGraph graph, Nodes nodes) {

    private static final int PAGE = 500;

    /** Show the pages, one after the other. */
    void all(Consumer<KeyRange> visitor) {
        Optional<NodeKey> last = nodes.last(graph);
        Optional<String> after = Optional.empty();
        while (last.isPresent()) {
            Optional<NodeKey> end = end(new KeyRange(after, last.get().toString()));
            if (end.isEmpty()) {
                return;
            }
            visitor.accept(new KeyRange(after, end.get().toString()));
            after = end.map(NodeKey::toString);
        }
    }

    private Optional<NodeKey> end(KeyRange rest) {
        return graph.first(nodes.nextPage(rest), Parameters.both(Nodes.parameters(rest), Map.of("batch", PAGE)))
                .map(row -> row.get("end"))
                .filter(end -> !end.isNull())
                .map(NodeKey::of);
    }
}
