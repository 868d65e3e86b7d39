package dev.whimbrel.cli.command;

import dev.whimbrel.Settings;
import dev.whimbrel.Whimbrel;
import dev.whimbrel.backfill.WorkStatus;
import dev.whimbrel.plan.UpOptions;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts a backfill in a process of its own and kills it when it is under way: no chance to tidy up. */
final class DemoKill {

    /** By name, for it stands above the commands. */
    private static final String MAIN = "dev.whimbrel.cli.Main";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ENOUGH = 60;

    private final Program program;
    private final Settings settings;

    DemoKill(Program program, Settings settings) {
        this.program = program;
        this.settings = settings;
    }

    /** {@return how many rows were done when it was killed} */
    long run() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        classPath(),
                        MAIN,
                        "backfill",
                        "--quiet",
                        "--rate",
                        "120"))
                .directory(program.directory().toFile())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD);
        // What the person has set is for databases of theirs.
        builder.environment().keySet().removeIf(name -> name.startsWith("WHIMBREL_"));
        Process process = builder.start();
        try {
            awaitWork(process);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
            process.onExit().join();
        }
        return done();
    }

    /** {@return our own, as it is seen from another folder} */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void awaitWork(Process process) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && done() < ENOUGH && !process.waitFor(20, TimeUnit.MILLISECONDS)) {
            // waiting is all there is to do
        }
    }

    private long done() {
        try (Whimbrel whimbrel = Whimbrel.of(settings, program.providers())) {
            return whimbrel.backfills().statuses(whimbrel.plan(UpOptions.defaults())).values().stream()
                    .flatMap(List::stream)
                    .mapToLong(WorkStatus::done)
                    .sum();
        }
    }
}
