package dev.whimbrel.benchmarks.contender;

import dev.whimbrel.benchmarks.load.Format;
import dev.whimbrel.benchmarks.process.RunFailedException;
import dev.whimbrel.testkit.server.CacheFolder;
import dev.whimbrel.testkit.server.PostgresServer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** Finds all that take part. */
public final class Contenders {

    private static final String LIQUIBASE_HISTORY =
            "SELECT count(*) FROM databasechangelog WHERE exectype = 'EXECUTED'";

    private Contenders() {}

    /** {@return one for each tool; those that cannot be had will fail with the reason} */
    public static List<Contender> find(Place place, PostgresServer server, Fetching fetching) {
        FetchedPeers peers = new FetchedPeers(CacheFolder.ofThisUser(), fetching, place.stopwatch());
        String psql = server.program("psql").map(Path::toString).orElse("psql");
        return List.of(
                new Psql(Tool.PSQL, psql, Psql.How.SESSION),
                new Psql(Tool.PSQL_EACH, psql, Psql.How.PROCESSES),
                whimbrel(Tool.WHIMBREL, place, ""),
                whimbrel(Tool.WHIMBREL_SELF_CONTAINED, place, "-[a-z]+-x?[a-z0-9]+"),
                unlessAbsent(Tool.DBMATE, () -> new Dbmate(peers.dbmate())),
                unlessAbsent(Tool.FLYWAY, () -> flyway(place)),
                unlessAbsent(Tool.FLYWAY_COMMAND_LINE, () -> new FlywayCommandLine(peers.flyway(), Place.JAVA)),
                unlessAbsent(Tool.LIQUIBASE, () -> liquibase(place)));
    }

    private static Contender whimbrel(Tool tool, Place place, String suffix) {
        return unlessAbsent(tool, () -> new Whimbrel(tool, place.installed(suffix), Place.JAVA));
    }

    private static Contender flyway(Place place) {
        return new PeerLibrary(
                Tool.FLYWAY,
                Format.PLAIN,
                "dev.whimbrel.benchmarks.peer.FlywayMain",
                place.classPath("flyway"),
                Place.JAVA,
                FlywayCommandLine.HISTORY);
    }

    private static Contender liquibase(Place place) {
        return new PeerLibrary(
                Tool.LIQUIBASE,
                Format.LIQUIBASE,
                "dev.whimbrel.benchmarks.peer.LiquibaseMain",
                place.classPath("liquibase"),
                Place.JAVA,
                LIQUIBASE_HISTORY);
    }

    private static Contender unlessAbsent(Tool tool, Supplier<Contender> found) {
        try {
            return found.get();
        } catch (RunFailedException e) {
            return new Absent(tool, String.valueOf(e.getMessage()));
        }
    }
}
