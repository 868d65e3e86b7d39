package dev.whimbrel.benchmarks.contender;

import dev.whimbrel.benchmarks.load.Format;
import dev.whimbrel.benchmarks.process.Invocation;
import dev.whimbrel.benchmarks.process.Stopwatch;
import java.nio.file.Path;
import java.util.Optional;

/**
 * dbmate, a program in Go.
 *
 * @param program itself, and not the script in front of it that starts Node.js first
 */
record Dbmate(Path program) implements Contender {

    @Override
    public Tool tool() {
        return Tool.DBMATE;
    }

    @Override
    public String version(Stopwatch stopwatch) {
        String version = stopwatch.run(Invocation.of(program, "--version")).output();
        return version.strip() + "; `dbmate --no-dump-schema migrate`, `dbmate status`";
    }

    @Override
    public Format format() {
        return Format.DBMATE;
    }

    @Override
    public Invocation migrate(Job job) {
        return command("migrate", job);
    }

    private Invocation command(String command, Job job) {
        Access access = job.access();
        String url = access.url(access.user() + ":" + access.password() + "@") + "?sslmode=disable";
        return Invocation.of(program, "--no-dump-schema", "--migrations-dir", job.folder(), command)
                .with("DATABASE_URL", url);
    }

    @Override
    public Optional<Memory> memory() {
        return Optional.of(new Memory(
                "SELECT count(*) FROM schema_migrations",
                job -> command("status", job),
                output -> Output.number("Applied: (\\d+)\\s+Pending: 0", output)));
    }
}
