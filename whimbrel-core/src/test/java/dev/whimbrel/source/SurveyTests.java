package dev.whimbrel.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.whimbrel.migration.Version;
import dev.whimbrel.source.Survey.Guess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a folder shows before there are settings. */
final class SurveyTests {

    @TempDir
    private Path path;

    private MigrationsFolder folder;

    @BeforeEach
    void emptyFolder() {
        folder = new MigrationsFolder(path);
    }

    @Test
    void namesLayoutAndVersions() {
        folder.with("002_b.sql", "001_a.sql", "001_a.down.sql", "R__views.sql");

        assertThat(Survey.of(path))
                .extracting(Survey::layout, Survey::versions)
                .containsExactly("numbered", List.of(Version.of("001"), Version.of("002")));
    }

    @Test
    void tellsWhatIsPassedOver() {
        folder.with("V1__a.sql", "R__views.sql", "seed/data.sql", "update-sequences.sql");

        assertThat(Survey.of(path).passedOver()).containsExactly("seed/data.sql", "update-sequences.sql");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CREATE EXTENSION vector;                        | postgresql | 001_a.sql: CREATE EXTENSION
            CREATE TABLE a (v vector(768));                 | postgresql | 001_a.sql: vector(768)
            CREATE TABLE a (i INTEGER PRIMARY KEY AUTOINCREMENT); | sqlite | 001_a.sql: AUTOINCREMENT
            PRAGMA foreign_keys = ON;                       | sqlite     | 001_a.sql: PRAGMA
            CREATE TABLE serialized (i integer);            | sql        | no word that only one database knows
            """)
    void guessesTheDatabaseByItsWords(String text, String kind, String evidence) {
        folder.file("001_a.sql", text);

        assertThat(Survey.of(path).databases()).containsExactly(new Guess("main", kind, evidence));
    }

    @Test
    void believesTheFolderBeforeTheWords() {
        folder.file("20260114093000_a/migration.sql", "PRAGMA foreign_keys = ON;")
                .file("migration_lock.toml", "provider = \"postgresql\"");

        assertThat(Survey.of(path).databases()).containsExactly(new Guess("main", "postgresql", "migration_lock.toml"));
    }

    @Test
    void believesTheNamesBeforeTheWords() {
        folder.with("001_a.sqlite.sql", "001_a.postgresql.sql");

        assertThat(Survey.of(path).databases()).containsExactly(new Guess("main", "sql", "001_a.postgresql.sql"));
    }

    @Test
    void findsADatabaseForEachLanguage() {
        folder.with("001_a.sql", "002_b.cypher", "003_c.redis");

        assertThat(Survey.of(path).databases())
                .extracting(Guess::name, Guess::kind)
                .containsExactly(tuple("main", "sql"), tuple("graph", "neo4j"), tuple("cache", "redis"));
    }

    @Test
    void findsADatabaseForEachFolderOfHasura() {
        folder.with("default/1_a/up.sql", "audit/1_b/up.sql");

        assertThat(Survey.of(path).databases()).extracting(Guess::name).containsExactly("audit", "default");
    }
}
