package dev.whimbrel.testkit.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The way to Neo4j: a JVM of its own, with the class path that {@code whimbrel-testkit-neo4j} knows. */
final class Neo4jJvm implements ServerSource<Neo4jServer> {

    private static final String HOME = "dev/whimbrel/testkit/neo4j/";
    private static final String MAIN = "dev.whimbrel.testkit.neo4j.ServerProcess";

    @Override
    public String title() {
        return "a JVM of its own";
    }

    @Override
    public Neo4jServer server() throws ServerAbsentException {
        try {
            return new Neo4jServer(Files.createTempDirectory("whimbrel-neo4j"), FreePort.find());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the words that start the server} */
    static List<String> command(Path folder, int port, String password) throws IOException, ServerAbsentException {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                MAIN,
                folder.toString(),
                String.valueOf(port),
                password);
    }

    private static String classPath() throws IOException, ServerAbsentException {
        ClassLoader loader = Neo4jJvm.class.getClassLoader();
        URL list = loader.getResource(HOME + "class-path");
        URL main = loader.getResource(HOME + "ServerProcess.class");
        if (list == null || main == null) {
            throw new ServerAbsentException("whimbrel-testkit-neo4j is not on the class path");
        }
        try (InputStream libraries = list.openStream()) {
            return location(main) + ":" + new String(libraries.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    /** {@return the jar or folder that holds a class} */
    private static String location(URL main) throws IOException {
        String url = main.toString();
        String root = url.startsWith("jar:") ? url.substring("jar:".length(), url.indexOf('!')) : url;
        try {
            Path path = Path.of(new URL(root).toURI());
            return url.startsWith("jar:")
                    ? path.toString()
                    : path.toString().substring(0, path.toString().indexOf("/" + HOME));
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }
}
