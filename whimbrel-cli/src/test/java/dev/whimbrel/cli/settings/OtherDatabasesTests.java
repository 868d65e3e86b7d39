package dev.whimbrel.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.Settings;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.source.Placeholders;
import dev.whimbrel.source.ScriptTarget;
import dev.whimbrel.source.TimelineReader;
import dev.whimbrel.source.lexer.CypherLanguage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of the folder's files a graph takes that is used alone. */
class OtherDatabasesTests {

    private static final String SCRIPT = "001 main";
    private static final String DEFINITION = "002 main";

    @TempDir
    private Path home;

    @BeforeEach
    void writeFolder() throws IOException {
        write("migrations/001_chunks.cypher", "CREATE (:Chunk);");
        write("migrations/002_flags.backfill.yaml", "table: Chunk\nkey: id\nset: \"n.flag = true\"");
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(home.resolve(file).getParent());
        Files.writeString(home.resolve(file), text + "\n");
    }

    private List<String> taken(Optional<String> database, Optional<String> url) {
        Overrides options = new Overrides(
                Optional.empty(), database, url, Optional.empty(), Optional.empty(), List.of(), Optional.empty());
        Settings settings = new SettingsLoader(home, Environment.of(Map.of(), home))
                .load(options)
                .settings();
        List<ScriptTarget> graph = settings.databases().stream()
                .map(each -> new ScriptTarget(each.name(), CypherLanguage.CYPHER))
                .toList();
        return new TimelineReader(settings.migrations(), graph, settings.leftOut(), Placeholders.NONE)
                .read().migrations().stream()
                        .map((Migration each) -> each.id().label() + " " + each.database())
                        .toList();
    }

    private List<String> byUrl() {
        return taken(Optional.empty(), Optional.of("bolt://localhost:7687"));
    }

    @Test
    void takesDefinitionsWhereNothingIsForAnybodyElse() {
        assertThat(byUrl()).containsExactly(SCRIPT, DEFINITION);
    }

    @Test
    void leavesDefinitionsToAnSqlDatabaseThatSharesTheFolder() throws IOException {
        write("migrations/000_schema.sql", "SELECT 1;");
        assertThat(byUrl()).containsExactly(SCRIPT);

        write("migrations/main/003_more.backfill.yaml", "table: Chunk\nkey: id\nset: \"n.more = true\"");
        assertThat(byUrl()).containsExactly(SCRIPT, "003 main");
    }

    @Test
    void passesOverScriptsForDatabasesBesideIt() throws IOException {
        write("migrations/000_cache.redis", "SET a 1");
        assertThat(byUrl()).containsExactly(SCRIPT, DEFINITION);

        write(
                "whimbrel.yaml",
                "databases: { graph: { url: \"bolt://localhost:7687\" }, cache: { url: \"redis://localhost:6379\" } }");
        assertThat(taken(Optional.of("graph"), Optional.empty())).containsExactly("001 graph", "002 graph");
        assertThat(byUrl()).containsExactly(SCRIPT, DEFINITION);
    }

    /** What is named by hand is called main, which must not hide who is called so in the settings. */
    @Test
    void passesOverScriptsForTheSettingsMainBesideIt() throws IOException {
        write("migrations/000_schema.sql", "SELECT 1;");
        write("migrations/000_cache.redis", "SET a 1");
        write(
                "whimbrel.yaml",
                "databases: { main: { url: \"postgresql://localhost/a\" },"
                        + " graph: { url: \"bolt://localhost:7687\" }, cache: { url: \"redis://localhost:6379\" } }");

        assertThat(byUrl()).containsExactly(SCRIPT);
    }

    @ParameterizedTest
    @CsvSource({
        "redis://localhost:6379, true",
        "neo4j+s://other.example:7687, true",
        "sqlite:a.db, false",
        "${DATABASE_URL}, false"
    })
    void takesThemUnlessADatabaseOfTheSettingsMayBeMeant(String other, boolean isTaken) throws IOException {
        write(
                "whimbrel.yaml",
                "databases: { main: { url: \"bolt://localhost:7687\" }, other: { url: \"" + other + "\" } }");

        assertThat(taken(Optional.of("main"), Optional.empty()))
                .isEqualTo(isTaken ? List.of(SCRIPT, DEFINITION) : List.of(SCRIPT));
    }
}
