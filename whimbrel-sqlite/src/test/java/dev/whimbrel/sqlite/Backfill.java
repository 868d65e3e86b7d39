package dev.whimbrel.sqlite;

import dev.whimbrel.backfill.BackfillListener;
import dev.whimbrel.backfill.BackfillOptions;
import dev.whimbrel.backfill.BackfillStop;
import dev.whimbrel.backfill.Progress;
import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.testkit.contract.Project;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Completes long work in a process of its own, so that it can be killed. Writes a line after each page. */
final class Backfill {

    private Backfill() {}

    static Process start(Path folder, Path file) throws IOException {
        return new ProcessBuilder(List.of(
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
                        file.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    public static void main(String[] arguments) {
        DatabaseSettings settings = DatabaseSettings.of("main", "sqlite:" + arguments[1]);
        Project.of(Path.of(arguments[0]), new SqliteProvider(), settings)
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
