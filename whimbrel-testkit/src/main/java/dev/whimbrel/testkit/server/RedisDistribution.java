package dev.whimbrel.testkit.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Redis as Debian lays it out, below a root folder of our own. */
record RedisDistribution(Path root) {

    static final String PROGRAMS = "usr/bin";

    Optional<Path> program(String name) {
        return Optional.of(path(name)).filter(Files::isExecutable);
    }

    Path path(String program) {
        return root.resolve(PROGRAMS).resolve(program);
    }
}
