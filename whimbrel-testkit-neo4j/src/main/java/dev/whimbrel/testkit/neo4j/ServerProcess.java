package dev.whimbrel.testkit.neo4j;

import java.nio.file.Path;
import java.time.Duration;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.harness.Neo4j;
import org.neo4j.harness.Neo4jBuilders;

/** Runs a Neo4j until the process ends: {@code ServerProcess FOLDER PORT PASSWORD}. The user is {@code neo4j}. */
public final class ServerProcess {

    private static final long PAGE_CACHE = 32L << 20;

    private ServerProcess() {}

    /** Start the server, say {@code READY}, and stay. */
    @SuppressWarnings("SystemOut") // the one who starts this process reads it
    public static void main(String[] args) throws InterruptedException {
        Neo4j server = Neo4jBuilders.newInProcessBuilder(Path.of(args[0]))
                .withDisabledServer()
                .withConfig(GraphDatabaseSettings.auth_enabled, true)
                .withConfig(GraphDatabaseSettings.auth_lock_time, Duration.ZERO)
                .withConfig(GraphDatabaseSettings.pagecache_memory, PAGE_CACHE)
                .withConfig(BoltConnector.listen_address, new SocketAddress("127.0.0.1", Integer.parseInt(args[1])))
                .build();
        server.databaseManagementService()
                .database(GraphDatabaseSettings.SYSTEM_DATABASE_NAME)
                .executeTransactionally("ALTER USER neo4j SET PASSWORD '" + args[2] + "' CHANGE NOT REQUIRED");
        System.out.println("READY");
        Thread.currentThread().join();
    }
}
