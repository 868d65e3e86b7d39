package dev.whimbrel.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The change to unpacked programs that lets them run with the unpacked C library and not with the machine's.
 *
 * <p>The search path is a DT_RPATH and not a DT_RUNPATH, because only the former also counts for the libraries of
 * libraries and of extensions.
 *
 * @param root where the packages lie unpacked now
 * @param finalRoot where they will lie when the programs run
 */
record ElfPatch(Path root, Path finalRoot) {

    /** The package that must be among the unpacked ones. */
    static final String PACKAGE = "patchelf";

    private static final String LIBRARIES = "usr/lib/x86_64-linux-gnu";
    private static final String LOADER = LIBRARIES + "/ld-linux-x86-64.so.2";

    /** Changes the programs in the folder itself, not below it. */
    void patch(Path folder) throws IOException {
        var words = new ArrayList<>(List.of(
                root.resolve(LOADER).toString(),
                "--library-path",
                root.resolve(LIBRARIES).toString(),
                root.resolve("usr/bin/patchelf").toString(),
                "--set-interpreter",
                finalRoot.resolve(LOADER).toString(),
                "--force-rpath",
                "--set-rpath",
                finalRoot.resolve(LIBRARIES).toString()));
        try (var files = Files.list(folder)) {
            // A program cannot rewrite its own file while it runs.
            files.filter(file -> !file.endsWith(PACKAGE))
                    .filter(Files::isRegularFile)
                    .filter(ElfPatch::isProgram)
                    .map(Path::toString)
                    .forEach(words::add);
        }
        Command.of(words).run();
    }

    private static boolean isProgram(Path file) {
        try (var input = Files.newInputStream(file)) {
            return new String(input.readNBytes(4), StandardCharsets.ISO_8859_1).equals("\u007fELF");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }
}
