package dev.whimbrel.postgres;

import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Secret;
import dev.whimbrel.testkit.Jvm;
import dev.whimbrel.testkit.contract.Project;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Migrates in a process of its own, so that it can be killed. Folder, URL and user are arguments. */
final class Migrate {

    private Migrate() {}

    /** {@return the process, begun, with these options of the JVM; its output is ours} */
    static Process start(Path folder, String url, PostgresTestDatabase database, String... options) throws IOException {
        ProcessBuilder builder = Jvm.running(
                List.of(options),
                Migrate.class,
                folder,
                url,
                database.database().user());
        builder.environment().put("PGPASSWORD", database.database().password());
        return builder.start();
    }

    public static void main(String[] arguments) {
        DatabaseSettings settings = DatabaseSettings.of("main", arguments[1])
                .withUser(arguments[2])
                .withPassword(Secret.of(System.getenv("PGPASSWORD")));
        Project.of(Path.of(arguments[0]), new PostgresProvider(), settings)
                .with(patient -> patient.withLockWait(Duration.ofMinutes(2)))
                .migrate();
    }
}
