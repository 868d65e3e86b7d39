package dev.whimbrel.benchmarks.contender;

import java.nio.file.Path;

/**
 * What to apply where.
 *
 * @param folder of migrations, in the contender's format
 */
public record Job(Path folder, Access access) {}
