package dev.whimbrel.testkit.server;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Debian's own PostgreSQL packages, unpacked into the cache and started there, without root and without the system. */
final class DebianPostgres implements ServerSource<PostgresServer> {

    private static final DebianPackages PACKAGES = DebianPackages.of(
                    "trixie", "postgresql-17", "postgresql-17-pgvector")
            .describedAs("PostgreSQL 17 with pgvector, 97 MB")
            .withPrograms(PostgresDistribution.PROGRAMS);

    @Override
    public String title() {
        return "Debian's packages";
    }

    @Override
    public PostgresServer server() throws ServerAbsentException {
        return start(Map.of()).server();
    }

    PrivatePostgres start(Map<String, String> settings) throws ServerAbsentException {
        try {
            return PrivatePostgres.start(distribution(), settings);
        } catch (CommandFailedException | UncheckedIOException e) {
            throw new ServerAbsentException(String.valueOf(e.getMessage()), e);
        }
    }

    private static PostgresDistribution distribution() throws ServerAbsentException {
        // Debian's PostgreSQL has no time zones of its own, and JDBC names one when it connects.
        if (!Files.exists(Path.of("/usr/share/zoneinfo/UTC"))) {
            throw new ServerAbsentException("this machine has no /usr/share/zoneinfo; install the package tzdata");
        }
        return new PostgresDistribution(PACKAGES.in(CacheFolder.ofThisUser()));
    }
}
