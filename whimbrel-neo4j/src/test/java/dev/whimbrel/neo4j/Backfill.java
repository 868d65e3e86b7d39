package dev.whimbrel.neo4j;

import dev.whimbrel.backfill.BackfillOptions;
import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Secret;
import dev.whimbrel.testkit.Jvm;
import dev.whimbrel.testkit.contract.PageLines;
import dev.whimbrel.testkit.contract.Project;
import dev.whimbrel.testkit.server.Neo4jServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Completes long work in a process of its own, so that it can be killed. Writes a line after each page. */
final class Backfill {

    private static final String PASSWORD = "NEO4J_PASSWORD";

    private Backfill() {}

    static Process start(Path folder, Neo4jServer server) throws IOException {
        ProcessBuilder builder = Jvm.running(Backfill.class, folder, server.url(), server.user())
                .redirectOutput(ProcessBuilder.Redirect.PIPE);
        builder.environment().put(PASSWORD, server.password());
        return builder.start();
    }

    public static void main(String[] arguments) {
        DatabaseSettings settings = DatabaseSettings.of("main", arguments[1])
                .withUser(arguments[2])
                .withPassword(Secret.of(System.getenv(PASSWORD)));
        Project.of(Path.of(arguments[0]), new Neo4jProvider(), settings)
                .with(more -> more.withLockWait(Duration.ofSeconds(60)))
                .backfill(BackfillOptions.defaults(), new PageLines(System.out));
    }
}
