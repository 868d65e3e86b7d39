package dev.whimbrel.neo4j.work;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/**
 * That a worker lives, as others can see: a node {@code :WhimbrelWorker} with a time that is moved on by the server's clock. What
 * a worker holds whose time is over is free.
 */
final class WorkerLease implements AutoCloseable {

    static final Duration LEASE = Duration.ofSeconds(10);

    private static final String RENEW = """
            MERGE (x:WhimbrelWorker {id: $id})
            SET x.until = datetime.realtime('Z') + duration({milliseconds: $lease})
            """;

    private static final String FORGET_DEAD =
            "MATCH (x:WhimbrelWorker) WHERE x.until < datetime.realtime('Z') - duration({minutes: 1}) DELETE x";

    private static final String END = "MATCH (x:WhimbrelWorker {id: $id}) DELETE x";

    private final WorkGraph graph;
    private final String worker = UUID.randomUUID().toString();
    private final Heartbeat heartbeat;

    private WorkerLease(WorkGraph graph) {
        this.graph = graph;
        renew();
        this.heartbeat = Heartbeat.start(LEASE, this::renew);
    }

    static WorkerLease take(WorkGraph graph) {
        graph.query(FORGET_DEAD, Map.of());
        return new WorkerLease(graph);
    }

    private boolean renew() {
        graph.query(RENEW, Map.of("id", worker, "lease", LEASE.toMillis()));
        return true;
    }

    String worker() {
        return worker;
    }

    @Override
    public void close() {
        heartbeat.stop();
        graph.query(END, Map.of("id", worker));
    }
}
