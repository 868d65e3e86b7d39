package dev.whimbrel.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The library that sqlite-vec's maker publishes for npm, fetched by npm from whatever registry it is set up for, and kept in
 * the cache. What comes must be, byte for byte, what this class knows.
 *
 * @param system the operating system and the processor, as Java names them
 */
record NpmSqliteVec(CacheFolder cache, String system) implements ServerSource<SqliteVec> {

    private static final Logger LOG = LoggerFactory.getLogger(NpmSqliteVec.class);
    private static final String VERSION = "0.1.9";
    private static final Duration LONGEST = Duration.ofMinutes(2);

    /** @param checksum the library's SHA-256 */
    private record Published(String name, String file, String checksum) {}

    private static final Map<String, Published> PUBLISHED = Map.of(
            "Linux amd64",
            new Published("linux-x64", "vec0.so", "5923730861b86c707cca5602b5f91092f9e52a46706dbc6e269fd4bb9c4498e8"),
            "Linux aarch64",
            new Published("linux-arm64", "vec0.so", "0b84cbd06418ca3040827deddd650539be05be0f657952426b926c8606217437"),
            "Mac OS X x86_64",
            new Published(
                    "darwin-x64", "vec0.dylib", "d39d33d16d302d57440d9a9cdbe3cc095e8324aa96b979b5171f545a6346996d"),
            "Mac OS X aarch64",
            new Published(
                    "darwin-arm64", "vec0.dylib", "193e480c50b59a55977d166f4aaf0e1bc8832d6963516e5950f39e4d2ce0b793"));

    NpmSqliteVec() {
        this(CacheFolder.ofThisUser(), System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }

    @Override
    public String title() {
        return "its package for npm";
    }

    @Override
    public SqliteVec server() throws ServerAbsentException {
        var published = PUBLISHED.get(system);
        if (published == null) {
            throw new ServerAbsentException("the tests know none for " + system);
        }
        var name = "sqlite-vec-" + published.name();
        try {
            var folder = cache.folder(
                    name + "-" + VERSION, (growing, complete) -> fetch(name, published, growing, complete));
            return new SqliteVec(folder.resolve(published.file()));
        } catch (CommandFailedException | UncheckedIOException e) {
            throw new ServerAbsentException(String.valueOf(e.getMessage()), e);
        }
    }

    private static void fetch(String name, Published published, Path growing, Path complete) throws IOException {
        LOG.info("Fetching {} {}, once, with npm into {}", name, VERSION, complete);
        var fetching = Files.createDirectories(growing.resolve("fetching"));
        Command.of(
                        "npm",
                        "install",
                        "--ignore-scripts",
                        "--no-audit",
                        "--no-fund",
                        "--fetch-retries=1",
                        "--prefix",
                        fetching,
                        name + "@" + VERSION)
                .within(LONGEST)
                .run();
        var library = fetching.resolve("node_modules").resolve(name).resolve(published.file());
        check(library, published.checksum());
        Files.move(library, growing.resolve(published.file()));
        Folders.delete(fetching);
    }

    private static void check(Path library, String expected) throws IOException {
        var checksum = HexFormat.of().formatHex(sha256().digest(Files.readAllBytes(library)));
        if (!checksum.equals(expected)) {
            throw new IOException(library.getFileName() + " is not the one that was published: its SHA-256 is "
                    + checksum + " and not " + expected);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
