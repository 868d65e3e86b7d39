package dev.whimbrel.neo4j;

import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Secret;
import dev.whimbrel.testkit.Jvm;
import dev.whimbrel.testkit.contract.Project;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Migrates in a process of its own, so that it can be killed. Folder, port and user are arguments. */
final class Migrate {

    private static final String PASSWORD = "NEO4J_PASSWORD";

    private Migrate() {}

    /** {@return the process, begun; its output is ours} */
    static Process start(Path folder, int port, String user, String password) throws IOException {
        ProcessBuilder builder = Jvm.running(Migrate.class, folder, port, user);
        builder.environment().put(PASSWORD, password);
        return builder.start();
    }

    public static void main(String[] arguments) {
        DatabaseSettings settings = DatabaseSettings.of("main", "bolt://127.0.0.1:" + arguments[1])
                .withUser(arguments[2])
                .withPassword(Secret.of(System.getenv(PASSWORD)));
        Project.of(Path.of(arguments[0]), new Neo4jProvider(), settings)
                .with(own -> own.withLockWait(Duration.ofSeconds(60)))
                .migrate();
    }
}
