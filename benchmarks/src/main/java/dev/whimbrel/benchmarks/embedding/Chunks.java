package dev.whimbrel.benchmarks.embedding;

import dev.whimbrel.Settings;
import dev.whimbrel.Whimbrel;
import dev.whimbrel.backfill.BackfillListener;
import dev.whimbrel.backfill.BackfillOptions;
import dev.whimbrel.backfill.BackfillReport;
import dev.whimbrel.backfill.BackfillReport.End;
import dev.whimbrel.backfill.BackfillStop;
import dev.whimbrel.backfill.EmbeddedPage;
import dev.whimbrel.backfill.Page;
import dev.whimbrel.backfill.WorkSession;
import dev.whimbrel.database.Database;
import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Secret;
import dev.whimbrel.database.Timeouts;
import dev.whimbrel.embedding.Cost;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.postgres.PostgresProvider;
import dev.whimbrel.run.RunListener;
import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A table of texts in a database of its own, and the migrations that give it vectors. */
record Chunks(TestDatabase database, Path folder, int rows) implements AutoCloseable {

    /** {@return a table of so many rows} */
    static Chunks of(PostgresServer server, Path work, int rows) {
        Path folder;
        try {
            folder = Files.createTempDirectory(Files.createDirectories(work), "chunks");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        TestDatabase database = server.createDatabase();
        database.execute(
                "CREATE EXTENSION vector",
                "CREATE TABLE chunks (id bigint PRIMARY KEY, content text NOT NULL)",
                "INSERT INTO chunks SELECT i, md5(i::text) || ' ' || md5((-i)::text) FROM generate_series(1, " + rows
                        + ") AS i",
                "ANALYZE chunks",
                "CHECKPOINT");
        return new Chunks(database, folder, rows);
    }

    /** Begin an embedding with a model of the tests, which takes next to no time. */
    void begin(int dimension, int batch, String... more) {
        try {
            Files.writeString(
                    folder.resolve("001_embed.embedding.yaml"),
                    "table: chunks\nkey: id\ntext: content\ninto: vectors\nmodel: letters-" + dimension + "\nbatch: "
                            + batch + "\n" + String.join("\n", more) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (Whimbrel whimbrel = open()) {
            whimbrel.migrate(UpOptions.defaults(), RunListener.NONE);
        }
    }

    /** Complete it. {@return how many seconds that took} */
    double backfill(BackfillListener listener) {
        try (Whimbrel whimbrel = open()) {
            long start = System.nanoTime();
            List<BackfillReport> reports =
                    whimbrel.backfills().run(BackfillOptions.defaults(), listener, new BackfillStop());
            double seconds = (System.nanoTime() - start) / 1e9;
            if (reports.size() != 1 || reports.get(0).end() != End.COMPLETE) {
                throw new IllegalStateException("the backfill did not complete: " + reports);
            }
            requireRows("vectors");
            return seconds;
        }
    }

    /**
     * Write the vectors of all pages.
     *
     * @param vectors by key, which begins with 1
     * @return how many seconds the writing took, reading left out
     */
    double write(List<float[]> vectors) {
        try (Whimbrel whimbrel = open();
                Database database = new PostgresProvider().open(settings(), Timeouts.defaults())) {
            Migration migration =
                    whimbrel.plan(UpOptions.defaults()).statuses().get(0).file().orElseThrow();
            long nanos = 0;
            try (WorkSession session = database.backfills().orElseThrow().open(migration)) {
                for (Optional<Page> page = session.claim(); page.isPresent(); page = session.claim()) {
                    EmbeddedPage embedded = embedded(page.get(), vectors);
                    long start = System.nanoTime();
                    session.complete(embedded);
                    nanos += System.nanoTime() - start;
                }
            }
            return nanos / 1e9;
        }
    }

    private static EmbeddedPage embedded(Page page, List<float[]> vectors) {
        List<float[]> ofRows = page.rows().stream()
                .map(row -> vectors.get(Integer.parseInt(row.key()) - 1))
                .toList();
        return new EmbeddedPage(page, page.rows(), ofRows, List.of(), Cost.NONE);
    }

    /** See to it that a table has a vector for each text. */
    void requireRows(String table) {
        String counted = String.valueOf(
                database.query("SELECT count(embedding) FROM " + table).get(0).get(0));
        if (!counted.equals(String.valueOf(rows))) {
            throw new IllegalStateException(counted + " of " + rows + " vectors are in " + table);
        }
    }

    private Whimbrel open() {
        return Whimbrel.of(Settings.defaults().withMigrations(folder).withDatabases(settings()));
    }

    private DatabaseSettings settings() {
        return DatabaseSettings.of("main", database.url())
                .withUser(database.user())
                .withPassword(Secret.of(database.password()));
    }

    @Override
    public void close() {
        database.close();
    }
}
