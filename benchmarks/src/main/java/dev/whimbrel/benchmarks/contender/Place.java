package dev.whimbrel.benchmarks.contender;

import dev.whimbrel.benchmarks.process.Invocation;
import dev.whimbrel.benchmarks.process.RunFailedException;
import dev.whimbrel.benchmarks.process.Stopwatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the contenders come from.
 *
 * @param checkout the root of this project, built with the profiles {@code benchmarks} and {@code dist}
 * @param work an empty folder
 * @param stopwatch runs what prepares them
 */
public record Place(Path checkout, Path work, Stopwatch stopwatch) {

    static final Path JAVA = Path.of(System.getProperty("java.home"));

    /** {@return the folder that Whimbrel's archive of that kind is unpacked into} */
    Path installed(String suffix) {
        Path home = work.resolve("installed" + suffix);
        Path archive = archive(suffix);
        try {
            Files.createDirectories(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        stopwatch.run(Invocation.of("tar", "-xzf", archive, "-C", home, "--strip-components=1"));
        return home;
    }

    private Path archive(String suffix) {
        Path target = checkout.resolve("whimbrel-cli/target");
        String name = "whimbrel-[\\d.]+(-SNAPSHOT)?" + suffix + "\\.tar\\.gz";
        return files(target).stream()
                .filter(file -> file.getFileName().toString().matches(name))
                .findFirst()
                .orElseThrow(() -> new RunFailedException("no archive in whimbrel-cli/target; build it with -Pdist"));
    }

    /** {@return the class path of a main class here with a peer's libraries} */
    String classPath(String peer) {
        Path target = checkout.resolve("benchmarks/target");
        if (files(target.resolve(peer)).isEmpty()) {
            throw new RunFailedException("no libraries in benchmarks/target/" + peer + "; build with -Pbenchmarks");
        }
        return target.resolve("classes") + ":" + target.resolve(peer) + "/*";
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
