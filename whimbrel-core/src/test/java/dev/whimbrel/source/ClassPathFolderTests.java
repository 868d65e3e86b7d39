package dev.whimbrel.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.TimelineException;
import dev.whimbrel.migration.Migration;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathFolderTests {

    private static List<String> scripts(ClassLoader loader) {
        Embedded embedded = Embedded.NONE.withFolders(List.of(new ClassPathFolder("/db/migration/", loader)));
        return new TimelineReader(List.of(), MigrationsFolder.ONE_POSTGRES, LeftOut.NONE, Placeholders.NONE, embedded)
                .read().stream()
                        .map(Migration::up)
                        .map(script -> script.name() + " " + script.summary().statements())
                        .toList();
    }

    private static Path folder(Path root, String... scripts) throws IOException {
        Path folder = Files.createDirectories(root.resolve("db/migration"));
        for (String script : scripts) {
            Files.createDirectories(folder.resolve(script).getParent());
            Files.writeString(folder.resolve(script), "SELECT 1;");
        }
        return root;
    }

    private static Path jar(Path file, boolean hasFolders, String... scripts) throws IOException {
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
            if (hasFolders) {
                jar.putNextEntry(new JarEntry("db/"));
                jar.putNextEntry(new JarEntry("db/migration/"));
            }
            for (String script : scripts) {
                jar.putNextEntry(new JarEntry("db/migration/" + script));
                jar.write("SELECT 1;".getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    private static URLClassLoader loader(Path... places) throws IOException {
        URL[] urls = new URL[places.length];
        for (int i = 0; i < places.length; i++) {
            urls[i] = places[i].toUri().toURL();
        }
        return new URLClassLoader(urls, null);
    }

    @Test
    void joinsFoldersAndJars(@TempDir Path home) throws IOException {
        Path folder = folder(home, "V1__first.sql", "more/V3__third.sql", ".hidden/V9__never.sql");
        Path jar = jar(home.resolve("a part.jar"), true, "V2__second #1.sql", ".V8__never.sql");
        try (URLClassLoader loader = loader(folder, jar)) {
            assertThat(scripts(loader))
                    .containsExactly("V1__first.sql 1", "V2__second #1.sql 1", "more/V3__third.sql 1");
        }
    }

    @Test
    void refusesAFileThatIsThereTwice(@TempDir Path home) throws IOException {
        Path folder = folder(home, "V1__first.sql");
        try (URLClassLoader loader = loader(folder, jar(home.resolve("a.jar"), true, "V1__first.sql"))) {
            assertThat(refusal(loader).code()).isEqualTo(ErrorCode.DUPLICATE_VERSION);
        }
    }

    @Test
    void refusesAFolderThatIsNowhere(@TempDir Path home) throws IOException {
        try (URLClassLoader loader = loader(home, jar(home.resolve("a.jar"), false, "V1__first.sql"))) {
            assertThat(refusal(loader).code()).isEqualTo(ErrorCode.FOLDER_MISSING);
        }
    }

    @Test
    void takesTheIndexOfAFolderThatCannotBeListed(@TempDir Path home) throws IOException {
        Map<String, String> resources = Map.of(
                "db/migration", "",
                "db/migration/whimbrel.index", "V1__first.sql\n\nmore/V2__second.sql\n",
                "db/migration/V1__first.sql", "SELECT 1;",
                "db/migration/more/V2__second.sql", "SELECT 1; SELECT 2;");
        assertThat(scripts(new Unlisted(resources))).containsExactly("V1__first.sql 1", "more/V2__second.sql 2");
        assertThat(refusal(new Unlisted(Map.of("db/migration", "", "db/migration/whimbrel.index", "V1__first.sql\n")))
                        .why())
                .contains("whimbrel.index names it");
    }

    private static Problem refusal(ClassLoader loader) {
        TimelineException refusal = Assertions.catchThrowableOfType(TimelineException.class, () -> scripts(loader));
        return refusal.problems().iterator().next();
    }

    /** Has resources by their names, and tells of no others, as the class loader of a native image. */
    private static final class Unlisted extends ClassLoader {

        private final Map<String, String> resources;

        Unlisted(Map<String, String> resources) {
            super(null);
            this.resources = resources;
        }

        @Override
        protected @Nullable URL findResource(String name) {
            String text = resources.get(name);
            if (text == null) {
                return null;
            }
            try {
                return new URL(null, "memory:" + name, new URLStreamHandler() {
                    @Override
                    protected URLConnection openConnection(URL url) {
                        return new Memory(url, text);
                    }
                });
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        protected java.util.Enumeration<URL> findResources(String name) {
            URL found = findResource(name);
            return java.util.Collections.enumeration(found == null ? List.of() : List.of(found));
        }
    }

    private static final class Memory extends URLConnection {

        private final String text;

        Memory(URL url, String text) {
            super(url);
            this.text = text;
        }

        @Override
        public void connect() {}

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
