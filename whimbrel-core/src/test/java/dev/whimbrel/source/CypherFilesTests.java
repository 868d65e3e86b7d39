package dev.whimbrel.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.migration.Direction;
import dev.whimbrel.migration.MigrationId;
import dev.whimbrel.migration.Timeline;
import dev.whimbrel.source.lexer.CypherLanguage;
import dev.whimbrel.source.lexer.SqlLanguage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that hold Cypher, alone or beside SQL. */
final class CypherFilesTests {

    private static final List<ScriptTarget> TARGETS =
            List.of(new ScriptTarget("main", SqlLanguage.POSTGRESQL), new ScriptTarget("graph", CypherLanguage.CYPHER));

    @TempDir
    private Path path;

    private MigrationsFolder folder;

    @BeforeEach
    void emptyFolder() {
        folder = new MigrationsFolder(path);
    }

    @Test
    void standOnTheSameTimelineAsSql() {
        folder.with("001_tables.sql", "002_graph.cypher", "002_graph.down.cypher", "003_more.sql");

        assertThat(folder.migrations(TARGETS))
                .containsExactly(
                        "main 001 tables: 001_tables.sql",
                        "graph 002 graph: 002_graph.cypher, down 002_graph.down.cypher",
                        "main 003 more: 003_more.sql");
    }

    @Test
    void haveTheirDownSectionBehindAMarkerInTheirOwnComment() {
        folder.file(
                "001_graph.cypher",
                "CREATE (:A);\nMATCH (a)\n--(b) RETURN a;\n// migrate:down\nMATCH (a:A) DELETE a;\n");

        Timeline timeline = folder.read(TARGETS);

        assertThat(MigrationsFolder.statements(timeline.migrations().get(0).up()))
                .containsExactly("1: CREATE (:A)", "2: MATCH (a)\n--(b) RETURN a");
        assertThat(MigrationsFolder.statements(
                        timeline.migrations().get(0).script(Direction.DOWN).orElseThrow()))
                .containsExactly("5: MATCH (a:A) DELETE a");
    }

    @Test
    void mayHaveSectionsOfOtherTools() {
        folder.file("001_graph.cypher", "// migrate:up\nCREATE (:A);\n// migrate:down\nMATCH (a:A) DELETE a;\n");

        assertThat(folder.read(TARGETS).layout()).isEqualTo("dbmate");
    }

    @Test
    void mayBeNamedAsNeo4jMigrationsDoes() {
        folder.with(
                "V001__birds.cypher",
                "V002_1__rings.cypher",
                "U002_1__rings.cypher",
                "R010__names.cypher",
                "R__last.cypher");

        Timeline timeline = folder.read(TARGETS);

        assertThat(timeline.layout()).isEqualTo("flyway");
        assertThat(folder.migrations(TARGETS))
                .containsExactly(
                        "graph 001 birds: V001__birds.cypher",
                        "graph 002.1 rings: V002_1__rings.cypher, down U002_1__rings.cypher",
                        "graph R__010__names 010__names: R010__names.cypher",
                        "graph R__last last: R__last.cypher");
        assertThat(timeline.migrations().get(2).id()).isEqualTo(MigrationId.repeatable("010__names"));
    }
}
