package dev.whimbrel.junit;

import dev.whimbrel.Settings;
import dev.whimbrel.Whimbrel;
import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Secret;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.run.RunListener;
import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;

/** What a test waits for its database: migrated anew, or a clone. For the figures in the documentation; no test. */
final class Measurement {

    private static final int ROUNDS = 15;

    private Measurement() {}

    private interface Action {
        void run() throws SQLException, InterruptedException;
    }

    public static void main(String... args) throws Exception {
        for (int tables : new int[] {20, 100, 500}) {
            Path folder = migrations(tables);
            try (TestDatabase server = PostgresServer.shared().createDatabase()) {
                measure("postgresql", tables, settings(folder, of(server)), () -> {
                    try (TestDatabase empty = PostgresServer.shared().createDatabase()) {
                        migrate(settings(folder, of(empty)));
                    }
                });
            }
            Path chat = folder.resolve("databases");
            Files.createDirectory(chat);
            DatabaseSettings sqlite = DatabaseSettings.of("main", "sqlite:" + chat.resolve("chat.db"));
            measure("sqlite", tables, settings(folder, sqlite), () -> {
                migrate(settings(folder, sqlite));
                delete(chat.resolve("chat.db"));
            });
        }
        System.exit(0);
    }

    private static void delete(Path file) {
        if (!file.toFile().delete()) {
            throw new IllegalStateException("cannot delete " + file);
        }
    }

    private static Path migrations(int tables) throws IOException {
        Path folder = Files.createTempDirectory("whimbrel-measurement");
        for (int i = 1; i <= tables; i++) {
            String sql = "CREATE TABLE t%1$d (id integer PRIMARY KEY, name text NOT NULL, parent integer);"
                    + " CREATE INDEX t%1$d_name ON t%1$d (name);";
            Files.writeString(folder.resolve(String.format(Locale.ROOT, "%03d_t%d.sql", i, i)), sql.formatted(i));
        }
        return folder;
    }

    private static DatabaseSettings of(TestDatabase database) {
        return DatabaseSettings.of("main", database.url())
                .withUser(database.user())
                .withPassword(Secret.of(database.password()));
    }

    private static Settings settings(Path folder, DatabaseSettings database) {
        return Settings.defaults().withMigrations(folder).withDatabases(database);
    }

    private static void migrate(Settings settings) {
        try (Whimbrel whimbrel = Whimbrel.of(settings)) {
            whimbrel.migrate(UpOptions.defaults(), RunListener.NONE);
        }
    }

    private static void measure(String kind, int tables, Settings settings, Action anew) throws Exception {
        try (Clones clones = Clones.of(settings)) {
            clones.drop(clones.take());
            Thread.sleep(2000);
            String work200 = times(() -> clones.drop(clones.take()), 200);
            String work0 = times(() -> clones.drop(clones.take()), 0);
            System.out.printf(
                    Locale.ROOT,
                    "%s, %d tables: anew %s; clone, tests of 200 ms %s; clone, one at once after the other %s%n",
                    kind,
                    tables,
                    times(anew, 0),
                    work200,
                    work0);
        }
    }

    /** {@return median and maximum in milliseconds} */
    private static String times(Action action, long between) throws Exception {
        double[] times = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long begin = System.nanoTime();
            action.run();
            times[i] = (System.nanoTime() - begin) / 1e6;
            Thread.sleep(between);
        }
        Arrays.sort(times);
        return String.format(Locale.ROOT, "%.1f ms (most %.1f)", times[ROUNDS / 2], times[ROUNDS - 1]);
    }
}
