package dev.whimbrel.testkit.server;

import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** A container with PostgreSQL and pgvector, where a Docker engine answers. */
final class DockerPostgres implements ServerSource<PostgresServer> {

    private static final DockerImageName IMAGE =
            DockerImageName.parse("pgvector/pgvector:0.8.0-pg17").asCompatibleSubstituteFor("postgres");

    @Override
    public String title() {
        return "Docker";
    }

    @Override
    public PostgresServer server() throws ServerAbsentException {
        if (!DockerEngine.answers()) {
            throw new ServerAbsentException("no Docker engine answers");
        }
        try {
            return new PostgresServer(address(start()), null);
        } catch (RuntimeException e) {
            // Testcontainers has no common type for "the image cannot be had" and "the container does not start".
            throw new ServerAbsentException("the container of " + IMAGE + " did not start: " + e, e);
        }
    }

    /** Starts a container that Testcontainers' own watcher removes when the JVM is gone. */
    @SuppressWarnings("resource")
    private static PostgreSQLContainer start() {
        var container = new PostgreSQLContainer(IMAGE)
                .withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=" + PostgresDataFolder.CONNECTIONS);
        container.start();
        return container;
    }

    private static PostgresAddress address(PostgreSQLContainer container) {
        return new PostgresAddress(
                container.getHost(),
                container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                container.getUsername(),
                container.getPassword(),
                container.getDatabaseName());
    }
}
