package dev.whimbrel.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.backfill.BackfillReport;
import dev.whimbrel.backfill.BackfillReport.End;
import dev.whimbrel.sqlite.VectorSearch.Hit;
import dev.whimbrel.sqlite.VectorSearch.Reader;
import dev.whimbrel.testkit.SteadyRounds;
import dev.whimbrel.testkit.contract.Project;
import dev.whimbrel.testkit.model.LetterModel;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another model while an application goes on to write and to search in the same file. */
class SqliteModelChangeIT {

    private static final int ROWS = 250;

    @TempDir
    private Path home;

    private SqliteFile file;
    private Project project;

    /** In either journal mode: in the one, writers keep readers out for a moment; in the other, readers see what was before. */
    @ParameterizedTest
    @ValueSource(strings = {"DELETE", "WAL"})
    void failsNobodyAndMixesNothing(String journal) {
        file.execute("PRAGMA journal_mode = " + journal);
        writeEmbedding("002_embed.embedding.yaml", "letters-384");
        assertThat(backfill()).containsExactly(End.COMPLETE);
        AtomicInteger changes = new AtomicInteger();
        try (SteadyRounds writer = SteadyRounds.start(
                        "writer", this::connect, connection -> write(connection, changes.incrementAndGet()));
                SteadyRounds reader = SteadyRounds.start("reader", this::connect, SqliteModelChangeIT::search)) {
            reader.awaitRound();
            writeEmbedding("003_embed_again.embedding.yaml", "letters-1536");
            assertThat(backfill()).contains(End.COMPLETE);
            writer.awaitRound();
            assertThat(unnoted("vectors_v003", "003")).isEmpty();
            assertThat(project.switchTo("003")).isEmpty();
            assertThat(inUse()).containsExactly("003");
            reader.awaitRound();

            backfill();
            writer.awaitRound();
            assertThat(unnoted("vectors", "002")).isEmpty();
            assertThat(project.switchBack("vectors")).isEmpty();
            assertThat(inUse()).containsExactly("002");
            reader.awaitRound();
        }
        backfill();
        assertThat(unnoted("vectors", "002")).isEmpty();
        assertThat(unnoted("vectors_v003", "003")).isEmpty();
        assertThat(file.query("SELECT count(*) FROM whimbrel_queue")).containsExactly("0");
    }

    @BeforeEach
    void begin() {
        file = new SqliteFile(home.resolve("change.db"));
        project = Project.of(home.resolve("migrations"), file.provider(), file.settings())
                .write(
                        "001_chunks.sql",
                        "CREATE TABLE chunks (id INTEGER PRIMARY KEY, content TEXT);",
                        "INSERT INTO chunks (id, content) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                                + " WHERE i < " + ROWS + ") SELECT i, 'text number ' || i FROM n;");
    }

    private void writeEmbedding(String script, String model) {
        project.write(script, "table: chunks", "key: id", "text: content", "into: vectors", "model: " + model);
        project.migrate();
    }

    private List<End> backfill() {
        return project.backfill().stream().map(BackfillReport::end).toList();
    }

    private List<String> inUse() {
        return file.query("SELECT version FROM whimbrel_reader");
    }

    /** {@return rows whose vector is not of their text, though nothing says that it has changed} */
    private List<String> unnoted(String relation, String version) {
        return file
                .query(
                        "SELECT c.content, hex(v.embedding), EXISTS (SELECT 1 FROM whimbrel_queue AS q JOIN whimbrel_work AS w"
                                + " ON w.id = q.work_id WHERE w.version = '" + version
                                + "' AND q.key = CAST(c.id AS TEXT))"
                                + " FROM chunks AS c LEFT JOIN " + relation + " AS v USING (id)")
                .stream()
                .map(row -> row.split("\\|", -1))
                .filter(row -> row[2].equals("0")
                        && !isOf(row[0], VectorBlob.read(HexFormat.of().parseHex(row[1]))))
                .map(row -> row[0])
                .toList();
    }

    private static boolean isOf(String text, float[] vector) {
        return Arrays.equals(vector, LetterModel.vector(text, vector.length));
    }

    private Connection connect() throws SQLException {
        Connection connection = file.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 30000");
        }
        return connection;
    }

    private static void write(Connection connection, int change) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "UPDATE chunks SET content = 'another text " + change + "' WHERE id = " + (100 + change % 100));
        }
        // slower than a page, or there would always be more to do
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }

    private static void search(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        VectorSearch search = new VectorSearch(connection);
        Reader reader = search.reader("vectors").orElseThrow();
        List<Hit> hits = search.nearest(reader, LetterModel.vector("text number 7", reader.dimension()), 1);
        if (!hits.get(0).key().equals("7")) {
            throw new SQLException("found " + hits + " in " + reader);
        }
        connection.commit();
    }
}
