package dev.whimbrel.benchmarks.contender;

import dev.whimbrel.benchmarks.load.Format;
import dev.whimbrel.benchmarks.process.Invocation;
import dev.whimbrel.benchmarks.process.Stopwatch;
import java.util.Map;
import java.util.Optional;

/**
 * What comes with PostgreSQL, and remembers nothing: the least that applying the files can take.
 *
 * @param how it is given the files
 */
record Psql(Tool tool, String program, How how) implements Contender {

    /** Ways to apply each file of a folder in a transaction of its own; $0 is the program and $1 the folder. */
    enum How {
        /** One session is fed {@code BEGIN}, {@code \i} and {@code COMMIT} for each file. */
        SESSION("one session; for each file `BEGIN; \\i FILE; COMMIT;`", """
                for file in "$1"/*.sql; do
                    printf 'BEGIN;\\n\\\\i %s\\nCOMMIT;\\n' "$file"
                done | "$0" -X -q -v ON_ERROR_STOP=1"""),

        PROCESSES("a process for each file, with `--single-transaction`", """
                set -e
                for file in "$1"/*.sql; do
                    "$0" -X -q -v ON_ERROR_STOP=1 --single-transaction -f "$file"
                done""");

        private final String description;
        private final String script;

        How(String description, String script) {
            this.description = description;
            this.script = script;
        }
    }

    @Override
    public String version(Stopwatch stopwatch) {
        String version = stopwatch.run(Invocation.of(program, "--version")).output();
        return version.strip() + "; `psql -X -q -v ON_ERROR_STOP=1`, " + how.description;
    }

    @Override
    public Format format() {
        return Format.PLAIN;
    }

    @Override
    public Invocation migrate(Job job) {
        Access access = job.access();
        return Invocation.of("sh", "-c", how.script, program, job.folder())
                .with(Map.of(
                        "PGHOST", access.host(),
                        "PGPORT", String.valueOf(access.port()),
                        "PGDATABASE", access.database(),
                        "PGUSER", access.user(),
                        "PGPASSWORD", access.password()));
    }

    @Override
    public Optional<Memory> memory() {
        return Optional.empty();
    }
}
