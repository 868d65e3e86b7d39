package dev.whimbrel.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The machine's own apt sources, which name the mirror to fetch from. */
record AptSources(Path folder) {

    static AptSources ofThisMachine() {
        return new AptSources(Path.of("/etc/apt"));
    }

    /** {@return every entry, those of {@code sources.list} first and then file by file in the order of their names} */
    List<AptSource> read() {
        var sources = new ArrayList<AptSource>();
        files().forEach(file -> sources.addAll(parse(file)));
        return sources;
    }

    private List<Path> files() {
        var parts = folder.resolve("sources.list.d");
        try (var listed = Files.isDirectory(parts) ? Files.list(parts) : Stream.<Path>empty()) {
            return Stream.concat(Stream.of(folder.resolve("sources.list")), listed.sorted())
                    .filter(Files::isRegularFile)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + parts, e);
        }
    }

    private static List<AptSource> parse(Path file) {
        var name = file.getFileName().toString();
        try {
            if (name.endsWith(".list")) {
                return AptSource.parseOneLine(Files.readString(file));
            }
            return name.endsWith(".sources") ? AptSource.parseDeb822(Files.readString(file)) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }
}
