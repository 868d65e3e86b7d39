package dev.whimbrel.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.neo4j.driver.exceptions.Neo4jException;

/** Searches as docs/embeddings.md says, again and again, whatever readers are pointed at. */
final class SteadyReader implements Runnable {

    private final Graph graph;
    private final Thread thread = new Thread(this, "reader");
    private final Set<String> models = ConcurrentHashMap.newKeySet();
    private volatile Optional<Neo4jException> failure = Optional.empty();
    private volatile boolean isStopped;

    private SteadyReader(Graph graph) {
        this.graph = graph;
    }

    static SteadyReader start(Graph graph) {
        SteadyReader reader = new SteadyReader(graph);
        reader.thread.start();
        return reader;
    }

    @Override
    public void run() {
        while (!isStopped && failure.isEmpty()) {
            try {
                read();
            } catch (Neo4jException e) {
                failure = Optional.of(e);
            }
        }
    }

    /** The question is of the model that was in use before, and finds nothing if another one is now. */
    private void read() {
        String[] model = graph.query(
                        "MATCH (r:WhimbrelReader {name: 'Chunk.embedding'}) RETURN r.model, r.profile, r.dimension")
                .get(0)
                .split("\\|", -1);
        List<String> found = graph.query("MATCH (r:WhimbrelReader {name: 'Chunk.embedding', profile: '" + model[1]
                + "'}) CALL db.index.vector.queryNodes(r.index, 1, [i IN range(1, " + model[2]
                + ") | toFloat(i)]) YIELD node, score RETURN node.id, score");
        if (!found.isEmpty()) {
            models.add(model[0]);
        }
    }

    /** End, and see that no query failed, and that both models were read. */
    void stop() throws InterruptedException {
        isStopped = true;
        thread.join();
        assertThat(failure).isEmpty();
        assertThat(models).containsExactlyInAnyOrder("letters-26", "letters-52");
    }
}
