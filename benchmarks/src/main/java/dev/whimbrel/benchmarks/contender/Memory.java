package dev.whimbrel.benchmarks.contender;

import dev.whimbrel.benchmarks.process.Invocation;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * That a tool remembers what it applied.
 *
 * @param query counts the migrations in the tool's history
 * @param status shows all migrations, without applying any
 * @param applied finds in the status's output how many migrations are applied
 */
public record Memory(String query, Function<Job, Invocation> status, ToLongFunction<String> applied) {}
