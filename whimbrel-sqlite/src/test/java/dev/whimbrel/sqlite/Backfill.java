package dev.whimbrel.sqlite;

import dev.whimbrel.backfill.BackfillOptions;
import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.testkit.Jvm;
import dev.whimbrel.testkit.contract.PageLines;
import dev.whimbrel.testkit.contract.Project;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Completes long work in a process of its own, so that it can be killed. Writes a line after each page. */
final class Backfill {

    private Backfill() {}

    static Process start(Path folder, Path file) throws IOException {
        return Jvm.running(Backfill.class, folder, file)
                .redirectOutput(ProcessBuilder.Redirect.PIPE)
                .start();
    }

    public static void main(String[] arguments) {
        DatabaseSettings settings = DatabaseSettings.of("main", "sqlite:" + arguments[1]);
        Project.of(Path.of(arguments[0]), new SqliteProvider(), settings)
                .with(more -> more.withLockWait(Duration.ofSeconds(60)))
                .backfill(BackfillOptions.defaults(), new PageLines(System.out));
    }
}
