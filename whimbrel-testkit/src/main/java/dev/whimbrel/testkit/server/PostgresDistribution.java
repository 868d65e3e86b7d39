package dev.whimbrel.testkit.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** PostgreSQL 17 as Debian lays it out, below a root folder of our own. */
record PostgresDistribution(Path root) {

    static final String PROGRAMS = "usr/lib/postgresql/17/bin";

    Optional<Path> program(String name) {
        return Optional.of(path(name)).filter(Files::isExecutable);
    }

    Path path(String program) {
        return root.resolve(PROGRAMS).resolve(program);
    }

    Path shareFolder() {
        return root.resolve("usr/share/postgresql/17");
    }
}
