package dev.whimbrel.benchmarks.contender;

import dev.whimbrel.benchmarks.process.Invocation;
import dev.whimbrel.benchmarks.process.RunFailedException;
import dev.whimbrel.benchmarks.process.Stopwatch;
import dev.whimbrel.testkit.server.CacheFolder;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Peers that are programs: fetched once through the package tools, from whatever registries these are set up for, and
 * kept in the testkit's cache.
 */
record FetchedPeers(CacheFolder cache, Fetching fetching, Stopwatch stopwatch) {

    private static final String DBMATE = "2.36.0";

    /** The newest whose archive the central repository has; later ones are on the maker's own site alone. */
    private static final String FLYWAY = "11.8.2";

    private static final String UNPACK = "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:unpack";

    Path dbmate() {
        Path folder = folder(
                "dbmate-" + DBMATE,
                to -> Invocation.of("npm", "install", "--no-audit", "--no-fund", "--prefix", to, "dbmate@" + DBMATE));
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).replace("mac os x", "darwin");
        String processor = System.getProperty("os.arch").replace("amd64", "x64").replace("aarch64", "arm64");
        return folder.resolve("node_modules/@dbmate/" + system + "-" + processor + "/bin/dbmate");
    }

    Path flyway() {
        Path folder = folder(
                "flyway-commandline-" + FLYWAY,
                to -> Invocation.of(
                        "mvn",
                        "-B",
                        "-q",
                        UNPACK,
                        "-Dartifact=org.flywaydb:flyway-commandline:" + FLYWAY + ":tar.gz",
                        "-DoutputDirectory=" + to));
        return folder.resolve("flyway-" + FLYWAY);
    }

    private interface Fetch {
        Invocation into(Path folder);
    }

    private Path folder(String name, Fetch fetch) {
        if (fetching == Fetching.CACHED_ONLY && !cache.has(name)) {
            throw new RunFailedException("not fetched before, and the short form fetches nothing");
        }
        return cache.folder(
                name, (growing, complete) -> stopwatch.run(fetch.into(growing).in(Invocation.Surroundings.OURS)));
    }
}
