package dev.whimbrel.benchmarks.lexer;

import dev.whimbrel.source.lexer.SqlLanguage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * How fast PostgreSQL's scripts of one shape are split.
 *
 * @param score in MB/s, of 10⁶ bytes
 * @param error half the width of the 99.9 % confidence interval, in MB/s; not a number if there is too little to tell
 */
public record LexerSpeed(String shape, double score, double error) {

    /** How long it is measured. */
    public enum Form {
        /** As the benchmark says. */
        FULL,
        /** Once and briefly, in this JVM; tells nothing but that it runs. */
        SHORT
    }

    /** {@return a speed for each shape} */
    public static List<LexerSpeed> measure(Form form) {
        try {
            List<LexerSpeed> speeds = new ArrayList<>();
            for (RunResult run : new Runner(options(form).build()).run()) {
                Result<?> result = run.getPrimaryResult();
                String shape = run.getParams()
                        .getParam("shape")
                        .toLowerCase(Locale.ROOT)
                        .replace('_', ' ');
                speeds.add(new LexerSpeed(shape, result.getScore(), result.getScoreError()));
            }
            return List.copyOf(speeds);
        } catch (RunnerException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ChainedOptionsBuilder options(Form form) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(LexerBenchmark.class.getName())
                .param("language", SqlLanguage.POSTGRESQL.name())
                .verbosity(VerboseMode.SILENT);
        return switch (form) {
            case FULL -> options;
            case SHORT ->
                options.forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(100));
        };
    }
}
