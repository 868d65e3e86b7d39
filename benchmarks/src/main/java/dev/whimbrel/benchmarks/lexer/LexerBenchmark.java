package dev.whimbrel.benchmarks.lexer;

import dev.whimbrel.migration.Place;
import dev.whimbrel.migration.Statement;
import dev.whimbrel.migration.StatementReader;
import dev.whimbrel.source.lexer.SqlLanguage;
import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Splits scripts into statements. An operation is a megabyte (10⁶ bytes), so that the score is in MB/s. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(LexerBenchmark.MEGABYTES)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class LexerBenchmark {

    static final int MEGABYTES = 4;

    @Param
    public SqlLanguage language = SqlLanguage.POSTGRESQL;

    @Param
    public ScriptShape shape = ScriptShape.SMALL_INSERTS;

    private String script = "";

    @Setup
    public void write() {
        script = shape.script(MEGABYTES * 1_000_000);
    }

    @Benchmark
    public int split() throws IOException {
        int statements = 0;
        try (StatementReader reader = language.read(new StringReader(script), new Place("script.sql", 1, 1))) {
            for (Optional<Statement> next = reader.next(); next.isPresent(); next = reader.next()) {
                statements++;
            }
        }
        return statements;
    }
}
