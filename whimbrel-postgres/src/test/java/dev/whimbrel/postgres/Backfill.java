package dev.whimbrel.postgres;

import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Secret;
import dev.whimbrel.testkit.Jvm;
import dev.whimbrel.testkit.contract.Project;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Completes long work in a process of its own, so that it can be killed. Folder, URL and user are arguments. */
final class Backfill {

    /** At the end two that share a job ask for the lock. */
    private static final Duration LOCK_WAIT = Duration.ofSeconds(30);

    private Backfill() {}

    static Process start(Path folder, String url, PostgresTestDatabase database) throws IOException {
        ProcessBuilder builder =
                Jvm.running(Backfill.class, folder, url, database.database().user());
        builder.environment().put("PGPASSWORD", database.database().password());
        return builder.start();
    }

    public static void main(String[] arguments) {
        DatabaseSettings settings = DatabaseSettings.of("main", arguments[1])
                .withUser(arguments[2])
                .withPassword(Secret.of(System.getenv("PGPASSWORD")));
        Project.of(Path.of(arguments[0]), new PostgresProvider(), settings)
                .with(more -> more.withLockWait(LOCK_WAIT))
                .backfill();
    }
}
