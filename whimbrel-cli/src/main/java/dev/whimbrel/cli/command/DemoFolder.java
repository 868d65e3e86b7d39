package dev.whimbrel.cli.command;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The folder that the demo plays in.
 *
 * @param path made for it, and left for who wants to look around
 */
record DemoFolder(Path path) {

    private static final String DEMO = "/demo";

    static DemoFolder make() throws IOException {
        DemoFolder folder = new DemoFolder(Files.createTempDirectory("whimbrel-demo"));
        folder.fill();
        folder.name();
        return folder;
    }

    Path database() {
        return path.resolve("chat.db");
    }

    /** The settings name the database by its whole path, since this process works elsewhere. */
    private void name() throws IOException {
        Path settings = path.resolve("whimbrel.yaml");
        String text = Files.readString(settings);
        Files.writeString(settings, text.replace("sqlite:chat.db", "sqlite:" + database()));
    }

    private void fill() throws IOException {
        URL resource = Objects.requireNonNull(DemoFolder.class.getResource(DEMO), DEMO);
        try {
            URI place = resource.toURI();
            if ("jar".equals(place.getScheme())) {
                try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
                    copy(jar.getPath(DEMO));
                }
            } else {
                copy(Path.of(place));
            }
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private void copy(Path source) throws IOException {
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = path.resolve(source.relativize(file).toString());
                Files.createDirectories(Objects.requireNonNull(target.getParent()));
                Files.copy(file, target);
            }
        }
    }

    /** Leave out what is to be embedded. */
    void withoutEmbeddings() throws IOException {
        Files.delete(path.resolve("migrations").resolve("007_embed_messages.embedding.yaml"));
    }

    /** Put a migration among the others that was kept aside until now. */
    void add(String migration) throws IOException {
        Files.move(
                path.resolve("later").resolve(migration),
                path.resolve("migrations").resolve(migration));
    }
}
