package dev.whimbrel.redis;

import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.testkit.Jvm;
import dev.whimbrel.testkit.contract.Project;
import java.io.IOException;
import java.nio.file.Path;

/** Migrates in a process of its own, so that it can be killed. Folder and URL are arguments. */
final class Migrate {

    private Migrate() {}

    /** {@return the process, begun; its output is ours} */
    static Process start(Path folder, String url) throws IOException {
        return Jvm.running(Migrate.class, folder, url).start();
    }

    public static void main(String[] arguments) {
        Project.of(Path.of(arguments[0]), new RedisProvider(), DatabaseSettings.of("main", arguments[1]))
                .migrate();
    }
}
