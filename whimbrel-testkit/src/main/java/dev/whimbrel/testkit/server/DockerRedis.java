package dev.whimbrel.testkit.server;

import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** A container with Redis and its search module, where a Docker engine answers. */
final class DockerRedis implements ServerSource<RedisServer> {

    private static final DockerImageName IMAGE = DockerImageName.parse("redis:8");
    private static final int PORT = 6379;

    @Override
    public String title() {
        return "Docker";
    }

    @Override
    public RedisServer server() throws ServerAbsentException {
        if (!DockerEngine.answers()) {
            throw new ServerAbsentException("no Docker engine answers");
        }
        try {
            return new RedisServer(address(start()), null);
        } catch (RuntimeException e) {
            // Testcontainers has no common type for "the image cannot be had" and "the container does not start".
            throw new ServerAbsentException("the container of " + IMAGE + " did not start: " + e, e);
        }
    }

    /** Starts a container that Testcontainers' own watcher removes when the JVM is gone. */
    @SuppressWarnings("resource")
    private static GenericContainer<?> start() {
        var container = new GenericContainer<>(IMAGE).withExposedPorts(PORT);
        container.start();
        return container;
    }

    private static RedisAddress address(GenericContainer<?> container) {
        return new RedisAddress(container.getHost(), container.getMappedPort(PORT), "", "");
    }
}
