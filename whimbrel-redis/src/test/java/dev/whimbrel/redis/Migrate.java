package dev.whimbrel.redis;

import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.testkit.contract.Project;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Migrates in a process of its own, so that it can be killed. Folder and URL are arguments. */
final class Migrate {

    private Migrate() {}

    /** {@return the process, begun; its output is ours} */
    static Process start(Path folder, String url) throws IOException {
        return new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Migrate.class.getName(),
                        folder.toString(),
                        url))
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    public static void main(String[] arguments) {
        Project.of(Path.of(arguments[0]), new RedisProvider(), DatabaseSettings.of("main", arguments[1]))
                .migrate();
    }
}
