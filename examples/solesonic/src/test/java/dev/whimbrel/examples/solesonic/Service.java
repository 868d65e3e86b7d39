package dev.whimbrel.examples.solesonic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The service as it is deployed: one jar with everything in it, started as people start it. */
final class Service implements AutoCloseable {

    private static final Path JAR = Path.of("target/solesonic-application.jar").toAbsolutePath();
    private static final String STARTED = "Started SolesonicApplication";

    private final Process process;
    private final List<String> log = new ArrayList<>();
    private final boolean isStarted;

    private Service(Process process) throws IOException {
        this.process = process;
        this.isStarted = readUntilStarted();
    }

    /** Start it and wait until it has started, or has ended. */
    static Service start(Path folder, Map<String, String> variables) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder =
                new ProcessBuilder(java, "-Xmx512m", "-XX:TieredStopAtLevel=1", "-jar", JAR.toString());
        builder.environment().putAll(variables);
        return new Service(
                builder.directory(folder.toFile()).redirectErrorStream(true).start());
    }

    private boolean readUntilStarted() throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            log.add(line);
            if (line.contains(STARTED)) {
                return true;
            }
        }
        return false;
    }

    boolean isStarted() {
        return isStarted;
    }

    String log() {
        return String.join("\n", log) + "\n";
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
