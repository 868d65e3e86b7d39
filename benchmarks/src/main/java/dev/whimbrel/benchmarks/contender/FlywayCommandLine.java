package dev.whimbrel.benchmarks.contender;

import dev.whimbrel.benchmarks.load.Format;
import dev.whimbrel.benchmarks.process.Invocation;
import dev.whimbrel.benchmarks.process.Stopwatch;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Flyway's program, as its archive has it. */
record FlywayCommandLine(Path home, Path java) implements Contender {

    static final String HISTORY = "SELECT count(*) FROM flyway_schema_history WHERE success AND version IS NOT NULL";

    @Override
    public Tool tool() {
        return Tool.FLYWAY_COMMAND_LINE;
    }

    @Override
    public String version(Stopwatch stopwatch) {
        String output = stopwatch.run(program("--version")).output();
        return Output.line("Flyway .*Edition", output) + ", command line; `flyway migrate`, `flyway info`";
    }

    private Invocation program(Object... words) {
        Object[] all = new Object[words.length + 2];
        all[0] = "bash";
        all[1] = home.resolve("flyway");
        System.arraycopy(words, 0, all, 2, words.length);
        return Invocation.of(all).with(Map.of("JAVA_HOME", java.toString(), "REDGATE_DISABLE_TELEMETRY", "true"));
    }

    @Override
    public Format format() {
        return Format.PLAIN;
    }

    @Override
    public Invocation migrate(Job job) {
        return command("migrate", job);
    }

    private Invocation command(String command, Job job) {
        Access access = job.access();
        // Without this it asks over the network for newer versions, each time.
        return program(
                        "-skipCheckForUpdate",
                        "-url=" + access.jdbcUrl(),
                        "-user=" + access.user(),
                        "-locations=filesystem:" + job.folder(),
                        command)
                .with("FLYWAY_PASSWORD", access.password());
    }

    @Override
    public Optional<Memory> memory() {
        return Optional.of(new Memory(
                HISTORY,
                job -> command("info", job),
                output -> output.contains("Pending")
                        ? 0
                        : output.lines()
                                .filter(line -> line.contains("| Success"))
                                .count()));
    }
}
