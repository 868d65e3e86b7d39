package dev.whimbrel.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A repository for one test: our modules as they were just built, and links to everything else in the user's repository,
 * into which nothing is written.
 */
final class LocalRepository {

    private static final String VERSION = "0.1.0-SNAPSHOT";

    private LocalRepository() {}

    static Path in(Path folder, Path users) throws IOException {
        remove(folder);
        link(users, folder, "dev");
        link(users.resolve("dev"), folder.resolve("dev"), "whimbrel");
        install(Path.of("../pom.xml"), "whimbrel-parent", folder);
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            for (Path module : modules.filter(
                            each -> each.getFileName().toString().startsWith("whimbrel-"))
                    .toList()) {
                if (Files.exists(module.resolve("pom.xml"))) {
                    install(module.resolve("pom.xml"), module.getFileName().toString(), folder);
                }
            }
        }
        return folder;
    }

    /** Links go, what they lead to stays. */
    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    private static void link(Path from, Path to, String without) throws IOException {
        Files.createDirectories(to);
        for (Path each : list(from)) {
            if (!each.getFileName().toString().equals(without)) {
                Files.createSymbolicLink(to.resolve(each.getFileName()), each.toAbsolutePath());
            }
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static void install(Path pom, String artifact, Path folder) throws IOException {
        Path home = Files.createDirectories(
                folder.resolve("dev/whimbrel").resolve(artifact).resolve(VERSION));
        String name = artifact + "-" + VERSION;
        Files.copy(pom, home.resolve(name + ".pom"));
        for (String file : List.of(name, artifact)) {
            Path jar = pom.resolveSibling("target").resolve(file + ".jar");
            if (Files.exists(jar)) {
                Files.copy(jar, home.resolve(name + ".jar"), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
