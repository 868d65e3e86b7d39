package dev.whimbrel.benchmarks.contender;

import dev.whimbrel.benchmarks.load.Format;
import dev.whimbrel.benchmarks.process.Invocation;
import dev.whimbrel.benchmarks.process.Stopwatch;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A peer used through its library by a small main class, on a JVM of its own with the JVM's own defaults.
 *
 * @param main the class
 * @param classPath the main class and the peer's libraries alone
 * @param historyQuery counts the migrations in the peer's history
 */
record PeerLibrary(Tool tool, Format format, String main, String classPath, Path java, String historyQuery)
        implements Contender {

    @Override
    public String version(Stopwatch stopwatch) {
        String version = stopwatch.run(program("version")).output();
        return Output.line("version ", version).replace("version ", "") + ", through its library";
    }

    private Invocation program(String command) {
        // Neither looks for newer versions nor tells home of the run.
        return Invocation.of(java.resolve("bin/java"), "-cp", classPath, main, command)
                .with(Map.of("REDGATE_DISABLE_TELEMETRY", "true", "LIQUIBASE_ANALYTICS_ENABLED", "false"));
    }

    private Invocation command(String command, Job job) {
        Access access = job.access();
        return program(command)
                .with(Map.of(
                        "PEER_FOLDER", job.folder().toString(),
                        "PEER_URL", access.jdbcUrl(),
                        "PEER_USER", access.user(),
                        "PEER_PASSWORD", access.password()));
    }

    @Override
    public Invocation migrate(Job job) {
        return command("migrate", job);
    }

    @Override
    public Optional<Memory> memory() {
        return Optional.of(new Memory(
                historyQuery,
                job -> command("status", job),
                output -> Output.number("(?m)^applied (\\d+), pending 0$", output)));
    }
}
