package dev.whimbrel.postgres;

import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Secret;
import dev.whimbrel.testkit.contract.Project;
import java.nio.file.Path;

/** Migrates in a process of its own, so that it can be killed. Folder, URL and user are arguments. */
final class Migrate {

    private Migrate() {}

    public static void main(String[] arguments) {
        DatabaseSettings settings = DatabaseSettings.of("main", arguments[1])
                .withUser(arguments[2])
                .withPassword(Secret.of(System.getenv("PGPASSWORD")));
        Project.of(Path.of(arguments[0]), new PostgresProvider(), settings).migrate();
    }
}
