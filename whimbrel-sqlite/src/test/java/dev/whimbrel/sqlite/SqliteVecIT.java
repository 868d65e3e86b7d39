package dev.whimbrel.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.backfill.BackfillListener;
import dev.whimbrel.backfill.BackfillOptions;
import dev.whimbrel.backfill.BackfillReport;
import dev.whimbrel.backfill.BackfillReport.End;
import dev.whimbrel.backfill.BackfillStop;
import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Timeouts;
import dev.whimbrel.plan.DownOptions;
import dev.whimbrel.testkit.contract.Project;
import dev.whimbrel.testkit.model.LetterModel;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Vectors in a virtual table of sqlite-vec, whose library the variable names. */
@EnabledIfEnvironmentVariable(
        named = "WHIMBREL_TEST_SQLITE_VEC",
        matches = ".+",
        disabledReason = "WHIMBREL_TEST_SQLITE_VEC names no library of sqlite-vec")
class SqliteVecIT {

    @TempDir
    private Path home;

    @Test
    void keepsVectorsInAVirtualTableOfTheExtension() throws SQLException {
        SqliteFile file = new SqliteFile(home.resolve("vec.db"));
        String url = "sqlite:" + file.path() + "?vec=" + System.getenv("WHIMBREL_TEST_SQLITE_VEC");
        Project project = Project.of(home.resolve("migrations"), file.provider(), DatabaseSettings.of("main", url));
        project.write(
                        "001_chunks.sql",
                        "CREATE TABLE chunks (id INTEGER PRIMARY KEY, content TEXT);",
                        "INSERT INTO chunks (content) VALUES ('aaaa bbbb'), ('mmmm nnnn'), ('yyyy zzzz'), ('cccc dddd');")
                .write(
                        "002_embed.embedding.yaml",
                        "table: chunks",
                        "key: id",
                        "text: content",
                        "into: vectors",
                        "model: letters-26",
                        "index: { distance: cosine }");
        project.migrate();
        assertThat(backfill(project)).containsExactly(End.COMPLETE);
        assertThat(file.query("SELECT sql LIKE '%vec0%' FROM sqlite_master WHERE name = 'vectors'"))
                .containsExactly("1");
        assertThat(nearest(url, "mmmm nnnm")).startsWith("2");

        // The application need not have the extension.
        file.execute(
                "UPDATE chunks SET content = 'pppp qqqq' WHERE id = 2",
                "DELETE FROM chunks WHERE id = 3",
                "INSERT INTO chunks (content) VALUES ('mmmm nnnn')");
        assertThat(backfill(project)).containsExactly(End.CAUGHT_UP);
        assertThat(nearest(url, "mmmm nnnm"))
                .startsWith("5")
                .doesNotContain("3")
                .hasSize(4);
        assertThat(project.verify()).isEmpty();

        project.down(DownOptions.last(1));
        assertThat(file.query("SELECT name FROM sqlite_master WHERE name LIKE 'vectors%'"))
                .isEmpty();
    }

    private static List<End> backfill(Project project) {
        return project
                .ask(whimbrel ->
                        whimbrel.backfills().run(BackfillOptions.defaults(), BackfillListener.NONE, new BackfillStop()))
                .stream()
                .map(BackfillReport::end)
                .toList();
    }

    private static List<String> nearest(String url, String question) throws SQLException {
        SqliteSession session = new SqliteSession(SqliteUrl.parse(url), Timeouts.defaults());
        try (Connection connection = session.another();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT id FROM vectors WHERE embedding MATCH ? AND k = 4 ORDER BY distance")) {
            query.setBytes(1, VectorBlob.of(LetterModel.vector(question, 26)));
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
