package dev.whimbrel.benchmarks.peer;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.internal.license.VersionPrinter;

/** Flyway as an application uses it: its defaults, and nothing but a data source and a folder. */
public final class FlywayMain {

    private FlywayMain() {}

    public static void main(String[] arguments) {
        switch (arguments[0]) {
            case "version" -> System.out.println("version Flyway " + VersionPrinter.getVersion());
            case "migrate" -> flyway().migrate();
            case "status" -> tell(flyway().info());
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static Flyway flyway() {
        return Flyway.configure()
                .dataSource(System.getenv("PEER_URL"), System.getenv("PEER_USER"), System.getenv("PEER_PASSWORD"))
                .locations("filesystem:" + System.getenv("PEER_FOLDER"))
                .load();
    }

    private static void tell(MigrationInfoService info) {
        System.out.println("applied " + info.applied().length + ", pending " + info.pending().length);
    }
}
