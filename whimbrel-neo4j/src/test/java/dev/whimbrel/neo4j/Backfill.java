package dev.whimbrel.neo4j;

import dev.whimbrel.backfill.BackfillListener;
import dev.whimbrel.backfill.BackfillOptions;
import dev.whimbrel.backfill.BackfillStop;
import dev.whimbrel.backfill.Progress;
import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Secret;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.testkit.contract.Project;
import dev.whimbrel.testkit.server.Neo4jServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Completes long work in a process of its own, so that it can be killed. Writes a line after each page. */
final class Backfill {

    private static final String PASSWORD = "NEO4J_PASSWORD";

    private Backfill() {}

    static Process start(Path folder, Neo4jServer server) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Backfill.class.getName(),
                        folder.toString(),
                        server.url(),
                        server.user()))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put(PASSWORD, server.password());
        return builder.start();
    }

    public static void main(String[] arguments) {
        DatabaseSettings settings = DatabaseSettings.of("main", arguments[1])
                .withUser(arguments[2])
                .withPassword(Secret.of(System.getenv(PASSWORD)));
        Project.of(Path.of(arguments[0]), new Neo4jProvider(), settings)
                .with(more -> more.withLockWait(Duration.ofSeconds(60)))
                .ask(whimbrel -> whimbrel.backfills().run(BackfillOptions.defaults(), new Lines(), new BackfillStop()));
    }

    private static final class Lines implements BackfillListener {

        @Override
        public void progressed(Migration migration, Progress progress) {
            System.out.println("page");
        }
    }
}
