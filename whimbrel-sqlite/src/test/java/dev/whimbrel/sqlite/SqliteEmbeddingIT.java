package dev.whimbrel.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whimbrel.backfill.BackfillReport;
import dev.whimbrel.backfill.BackfillReport.End;
import dev.whimbrel.backfill.Estimate;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.migration.Version;
import dev.whimbrel.plan.DownOptions;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.run.RunFailedException;
import dev.whimbrel.sqlite.VectorSearch.Hit;
import dev.whimbrel.sqlite.VectorSearch.Reader;
import dev.whimbrel.testkit.contract.Project;
import dev.whimbrel.testkit.contract.Refusal;
import dev.whimbrel.testkit.model.LetterModel;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is particular to embeddings in an SQLite file: keys of any type, conflicts, searches. */
class SqliteEmbeddingIT {

    @TempDir
    private Path home;

    private SqliteFile file;
    private Project project;

    @BeforeEach
    void begin() {
        file = new SqliteFile(home.resolve("embedding.db"));
        project = Project.of(home.resolve("migrations"), file.provider(), file.settings());
    }

    private void write(String table, String text, String target, String... more) {
        project.write("001_notes.sql", table);
        project.write(
                "002_embed.embedding.yaml",
                "table: notes",
                "key: id",
                "text: \"" + text + "\"",
                target,
                "model: letters-26",
                String.join("\n", more));
    }

    private List<End> backfill() {
        return project.backfill().stream().map(BackfillReport::end).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE notes (id TEXT PRIMARY KEY, body TEXT);",
                "CREATE TABLE notes (id TEXT NOT NULL COLLATE NOCASE PRIMARY KEY, body TEXT) WITHOUT ROWID;",
                "CREATE TABLE notes (number INTEGER PRIMARY KEY, id UUID NOT NULL UNIQUE, body TEXT);",
                "CREATE TABLE notes (id INT NOT NULL, body TEXT, PRIMARY KEY (id));"
            })
    void findsRowsByKeysOfEveryType(String table) {
        write(table, "body", "into: vectors", "batch: 2");
        project.migrate();
        boolean isNumber = table.contains("INT NOT NULL");
        for (String key : isNumber ? List.of("-7", "10", "9") : List.of("b'7", "10", "é", "9a")) {
            file.execute(
                    "INSERT INTO notes (id, body) VALUES ('" + key.replace("'", "''") + "', 'of " + isNumber + "')");
        }
        assertThat(backfill()).containsExactly(End.COMPLETE);
        assertThat(file.query("SELECT count(*) FROM notes JOIN vectors USING (id)"))
                .containsExactly(isNumber ? "3" : "4");
        file.execute("UPDATE notes SET body = 'other' WHERE id = '10'");
        assertThat(backfill()).containsExactly(End.CAUGHT_UP);
    }

    @Test
    void refusesAViewThatItWouldNotKeep() {
        write("CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT);", "body", "into: vectors", "view: notes_now");
        Problem problem = Refusal.problem(RunFailedException.class, project::migrate);
        assertThat(problem.code()).isEqualTo(ErrorCode.WORK_IMPOSSIBLE);
        assertThat(problem.what()).contains("notes_now");
    }

    @Test
    void leavesRowsWithoutAKeyAlone() {
        write("CREATE TABLE notes (id TEXT PRIMARY KEY, body TEXT);", "body", "into: vectors");
        project.migrate();
        file.execute("INSERT INTO notes VALUES (NULL, 'no key'), ('k', 'key')", "UPDATE notes SET body = body || '!'");
        assertThat(backfill()).containsExactly(End.COMPLETE);
        assertThat(file.query("SELECT id FROM vectors")).containsExactly("k");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id REAL NOT NULL UNIQUE", "id TEXT UNIQUE", "id TEXT NOT NULL", "id BLOB PRIMARY KEY"})
    void refusesKeysThatAreNone(String column) {
        write("CREATE TABLE notes (" + column + ", body TEXT);", "body", "into: vectors");
        assertThat(Refusal.problem(RunFailedException.class, project::migrate).code())
                .isEqualTo(ErrorCode.WORK_IMPOSSIBLE);
        assertThat(file.query("SELECT name FROM sqlite_master WHERE name LIKE 'whimbrel_work'"))
                .isEmpty();
    }

    /** The way in which an application deals with conflicts becomes that of the triggers it fires. */
    @Test
    void notesChangesWhateverTheApplicationDoesAboutConflicts() {
        write(
                "CREATE TABLE notes (id INTEGER PRIMARY KEY, title TEXT UNIQUE, body TEXT); INSERT INTO notes VALUES (1, 'a', 'x');",
                "body",
                "into: vectors");
        project.migrate();
        backfill();
        for (String change : List.of(
                "INSERT OR REPLACE INTO notes VALUES (1, 'a', 'y')",
                "UPDATE OR IGNORE notes SET body = 'z'",
                "UPDATE OR REPLACE notes SET body = 'zz'",
                "INSERT INTO notes VALUES (1, 'a', '') ON CONFLICT (id) DO UPDATE SET body = 'zzz'",
                "INSERT OR REPLACE INTO notes VALUES (2, 'a', 'zzzz')")) {
            String before = file.query("SELECT max(seq) FROM sqlite_sequence WHERE name = 'whimbrel_queue'")
                    .get(0);
            file.execute(change, change);
            assertThat(file.query("SELECT max(seq) > " + before + " FROM whimbrel_queue"))
                    .as(change)
                    .containsExactly("1");
        }
        backfill();
        assertThat(file.query("SELECT id FROM notes JOIN vectors USING (id)")).containsExactly("2");
        file.execute("DELETE FROM notes");
        assertThat(file.query("SELECT count(*) FROM vectors WHERE id = 2")).containsExactly("0");
    }

    @Test
    void takesTextsFromExpressionsAndOnlyRowsThatTakePart() {
        write(
                "CREATE TABLE notes (id INTEGER PRIMARY KEY, title TEXT, body TEXT, kind TEXT, other TEXT);"
                        + " INSERT INTO notes VALUES (1, 'a', 'x', 'open', ''), (2, 'b', 'y', 'secret', '');",
                "title || ': ' || coalesce(notes.body, '?')",
                "column: embedding",
                "where: \"kind <> 'secret'\"");
        project.migrate();
        assertThat(backfill()).containsExactly(End.COMPLETE);
        assertThat(file.query("SELECT id FROM notes WHERE embedding IS NOT NULL"))
                .containsExactly("1");
        file.execute("UPDATE notes SET other = 'changed'");
        assertThat(file.query("SELECT count(*) FROM whimbrel_queue")).containsExactly("0");
        file.execute("UPDATE notes SET kind = 'open' WHERE id = 2", "UPDATE notes SET kind = 'secret' WHERE id = 1");
        backfill();
        assertThat(file.query("SELECT id FROM notes WHERE embedding IS NOT NULL"))
                .containsExactly("2");
        file.execute("ALTER TABLE notes DROP COLUMN other");
    }

    @Test
    void tellsWhenChangesAreNotNotedAnyMore() {
        write(
                "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT); INSERT INTO notes (body) VALUES ('x');",
                "body",
                "into: vectors");
        project.migrate();
        backfill();
        assertThat(project.verify()).isEmpty();
        file.execute(
                "CREATE TABLE fresh (id INTEGER PRIMARY KEY, body TEXT, more TEXT)",
                "INSERT INTO fresh (id, body) SELECT id, body FROM notes",
                "DROP TABLE notes",
                "ALTER TABLE fresh RENAME TO notes");
        assertThat(project.verify()).extracting(Problem::code).containsExactly(ErrorCode.GATE_FAILED);
        assertThat(file.query("SELECT id FROM vectors")).containsExactly("1");
    }

    @Test
    void fillsAColumnThatIsThereAndLeavesItThere() {
        write(
                "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT, embedding BLOB); INSERT INTO notes (body) VALUES ('x');",
                "body",
                "column: embedding");
        project.migrate();
        assertThat(backfill()).containsExactly(End.COMPLETE);
        project.down(DownOptions.last(1));
        assertThat(file.query("SELECT name FROM pragma_table_info('notes')"))
                .containsExactly("id", "body", "embedding");
    }

    @Test
    void saysThatSearchesAreExactAndWhatIsMade() {
        write("CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT);", "body", "column: embedding", "index: {}");
        project.migrate(UpOptions.defaults().withTarget(Version.of("1")));
        Estimate estimate =
                project.ask(whimbrel -> whimbrel.backfills().estimates()).get(0);
        assertThat(estimate.survey().notes().get("search")).contains("exact").contains("no vector index");
        assertThat(estimate.survey().needs().makes()).anyMatch(made -> made.startsWith("column embedding"));
        assertThat(file.query("SELECT count(*) FROM pragma_table_info('notes')"))
                .containsExactly("2");
    }

    @Test
    void answersQuestionsWhereReadersArePointedAt() throws SQLException {
        write(
                "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT);"
                        + " INSERT INTO notes (body) VALUES ('aaaa bbbb'), ('mmmm nnnn'), ('yyyy zzzz'), (NULL);",
                "body",
                "column: embedding");
        project.migrate();
        backfill();
        float[] question = LetterModel.vector("mmmm nnnm", 26);
        try (Connection connection = file.connect()) {
            VectorSearch search = new VectorSearch(connection);
            assertThat(search.reader("notes.other")).isEmpty();
            Reader reader = search.reader("notes.embedding").orElseThrow();
            List<Hit> hits = search.nearest(reader, question, 2);
            assertThat(hits).extracting(Hit::key).hasSize(2).startsWith("2");
            assertThat(hits.get(0).distance()).isLessThan(hits.get(1).distance());
            assertThatThrownBy(() -> search.nearest(reader, new float[3], 1))
                    .isInstanceOf(IllegalArgumentException.class);
            VectorFunctions.register(connection);
            assertThat(first(connection, "vec_distance_cosine", question)).isEqualTo("2");
            assertThat(first(connection, "vec_distance_L2", question)).isEqualTo("2");
        }
    }

    private static String first(Connection connection, String distance, float[] question) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT id FROM notes WHERE embedding IS NOT NULL ORDER BY " + distance + "(embedding, ?) LIMIT 1")) {
            query.setBytes(1, VectorBlob.of(question));
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
