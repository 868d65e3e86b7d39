package dev.whimbrel.sqlite;

import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.plan.Step;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.run.RunListener;
import dev.whimbrel.testkit.Jvm;
import dev.whimbrel.testkit.contract.Project;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Migrates in a process of its own, so that it can be killed. Writes a line at each event. */
final class Migrate {

    private Migrate() {}

    /** {@return the process, begun, with all its output in a pipe} */
    static Process start(Path folder, Path file, List<String> prefix) throws IOException {
        ProcessBuilder builder = Jvm.running(Migrate.class, folder, file)
                .redirectOutput(ProcessBuilder.Redirect.PIPE)
                .redirectErrorStream(true);
        builder.command().addAll(0, prefix);
        return builder.start();
    }

    public static void main(String[] arguments) {
        DatabaseSettings settings = DatabaseSettings.of("main", "sqlite:" + arguments[1]);
        Project.of(Path.of(arguments[0]), new SqliteProvider(), settings)
                .with(more -> more.withLockWait(Duration.ofSeconds(60)))
                .migrate(UpOptions.defaults(), new Lines());
    }

    private static final class Lines implements RunListener {

        @Override
        public void stepStarted(Step step) {
            System.out.println("started");
        }

        @Override
        public void statementsDone(Step step, int done) {
            System.out.println("statement");
        }

        @Override
        public void stepDone(Step step, Duration duration) {
            System.out.println("done");
        }
    }
}
