package dev.whimbrel.postgres;

import dev.whimbrel.backfill.BackfillListener;
import dev.whimbrel.backfill.BackfillOptions;
import dev.whimbrel.backfill.BackfillStop;
import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Secret;
import dev.whimbrel.testkit.contract.Project;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Completes long work in a process of its own, so that it can be killed. Folder, URL and user are arguments. */
final class Backfill {

    /** At the end two that share a job ask for the lock. */
    private static final Duration LOCK_WAIT = Duration.ofSeconds(30);

    private Backfill() {}

    static Process start(Path folder, String url, PostgresTestDatabase database) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        // what starts soonest: a kill costs little else
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UnlockDiagnosticVMOptions",
                        "-XX:-BytecodeVerificationRemote",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Backfill.class.getName(),
                        folder.toString(),
                        url,
                        database.database().user()))
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("PGPASSWORD", database.database().password());
        return builder.start();
    }

    public static void main(String[] arguments) {
        DatabaseSettings settings = DatabaseSettings.of("main", arguments[1])
                .withUser(arguments[2])
                .withPassword(Secret.of(System.getenv("PGPASSWORD")));
        Project.of(Path.of(arguments[0]), new PostgresProvider(), settings)
                .with(more -> more.withLockWait(LOCK_WAIT))
                .ask(whimbrel -> whimbrel.backfills()
                        .run(BackfillOptions.defaults(), BackfillListener.NONE, new BackfillStop()));
    }
}
