package dev.whimbrel.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.backfill.BackfillReport;
import dev.whimbrel.backfill.BackfillReport.End;
import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Timeouts;
import dev.whimbrel.plan.DownOptions;
import dev.whimbrel.testkit.contract.Project;
import dev.whimbrel.testkit.model.LetterModel;
import dev.whimbrel.testkit.server.RequiresSqliteVec;
import dev.whimbrel.testkit.server.SqliteVec;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vectors in a virtual table of sqlite-vec. */
@RequiresSqliteVec
class SqliteVecIT {

    @TempDir
    private Path home;

    private SqliteFile file;
    private String url;
    private Project project;

    @BeforeEach
    void begin() {
        file = new SqliteFile(home.resolve("vec.db"));
        url = "sqlite:" + file.path() + "?vec=" + SqliteVec.shared().library();
        project = Project.of(home.resolve("migrations"), file.provider(), DatabaseSettings.of("main", url))
                .write(
                        "001_chunks.sql",
                        "CREATE TABLE chunks (id INTEGER PRIMARY KEY, content TEXT);",
                        "INSERT INTO chunks (content) VALUES ('aaaa bbbb'), ('mmmm nnnn'), ('yyyy zzzz'), ('cccc dddd');");
        writeEmbedding("002_embed.embedding.yaml", "into: vectors", "letters-26");
        project.migrate();
        assertThat(backfill()).containsExactly(End.COMPLETE);
    }

    private void writeEmbedding(String script, String target, String model) {
        project.write(
                script,
                "table: chunks",
                "key: id",
                "text: content",
                target,
                "model: " + model,
                "index: { distance: cosine }");
    }

    @Test
    void keepsVectorsInAVirtualTableOfTheExtension() throws SQLException {
        assertThat(file.query("SELECT sql LIKE '%vec0%' FROM sqlite_master WHERE name = 'vectors'"))
                .containsExactly("1");
        assertThat(nearest("vectors", "mmmm nnnm", 26)).startsWith("2");

        // The application need not have the extension.
        file.execute(
                "UPDATE chunks SET content = 'pppp qqqq' WHERE id = 2",
                "DELETE FROM chunks WHERE id = 3",
                "INSERT INTO chunks (content) VALUES ('mmmm nnnn')");
        assertThat(backfill()).containsExactly(End.CAUGHT_UP);
        assertThat(nearest("vectors", "mmmm nnnm", 26))
                .startsWith("5")
                .doesNotContain("3")
                .hasSize(4);
        assertThat(project.verify()).isEmpty();

        project.down(DownOptions.last(1));
        assertThat(file.query("SELECT name FROM sqlite_master WHERE name LIKE 'vectors%'"))
                .isEmpty();
    }

    @Test
    void changesTheModelFromOneVirtualTableToAnother() throws SQLException {
        writeEmbedding("003_embed_again.embedding.yaml", "into: vectors", "letters-52");
        project.migrate();
        assertThat(backfill()).containsExactly(End.COMPLETE);
        assertThat(file.query("SELECT relation FROM whimbrel_reader")).containsExactly("\"vectors\"");
        file.execute("UPDATE chunks SET content = 'pppp qqqq' WHERE id = 2");
        assertThat(backfill()).containsExactly(End.CAUGHT_UP, End.CAUGHT_UP);
        assertThat(nearest("vectors", "pppp qqqq", 26)).startsWith("2");

        assertThat(project.switchTo("003")).isEmpty();
        assertThat(file.query("SELECT relation, dimension FROM whimbrel_reader"))
                .containsExactly("\"vectors_v003\"|52");
        assertThat(nearest("vectors_v003", "pppp qqqq", 52)).startsWith("2");
        assertThat(project.verify()).isEmpty();

        assertThat(project.contract("002")).isEmpty();
        assertThat(file.query("SELECT name FROM sqlite_master WHERE name LIKE 'vectors%' AND name NOT LIKE '%v003%'"))
                .isEmpty();
        assertThat(nearest("vectors_v003", "pppp qqqq", 52)).startsWith("2");
    }

    /** Functions of the same name must mean the same, or an application gets other answers when it adds the extension. */
    @ParameterizedTest
    @ValueSource(strings = {"vec_distance_cosine", "vec_distance_L2"})
    void measuresAsTheExtensionDoes(String distance) throws SQLException {
        writeEmbedding("003_bytes.embedding.yaml", "column: embedding", "letters-52");
        project.migrate();
        assertThat(backfill()).containsExactly(End.COMPLETE);
        String query = "SELECT a.id, b.id, round(" + distance + "(a.embedding, b.embedding), 5)"
                + " FROM chunks AS a JOIN chunks AS b ORDER BY a.id, b.id";
        try (Connection ours = file.connect();
                Connection theirs = withExtension()) {
            VectorFunctions.register(ours);
            assertThat(rows(ours, query)).hasSize(16).isEqualTo(rows(theirs, query));
        }
    }

    private Connection withExtension() throws SQLException {
        return new SqliteSession(SqliteUrl.parse(url), Timeouts.defaults()).another();
    }

    private static List<String> rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getInt(1) + " " + rows.getInt(2) + " " + (float) Math.abs(rows.getDouble(3)));
            }
            return found;
        }
    }

    private List<End> backfill() {
        return project.backfill().stream().map(BackfillReport::end).toList();
    }

    private List<String> nearest(String relation, String question, int dimension) throws SQLException {
        try (Connection connection = withExtension();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT id FROM " + relation + " WHERE embedding MATCH ? AND k = 4 ORDER BY distance")) {
            query.setBytes(1, VectorBlob.of(LetterModel.vector(question, dimension)));
            List<String> found = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        }
    }
}
