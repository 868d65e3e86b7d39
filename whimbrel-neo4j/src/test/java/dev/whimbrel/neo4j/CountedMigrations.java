package dev.whimbrel.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.history.History;
import dev.whimbrel.migration.MigrationId;
import dev.whimbrel.migration.Version;
import dev.whimbrel.testkit.contract.Project;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Migrations whose effects tell how often they took place: a constraint cannot be created twice, and the chapters of the
 * story are counted.
 */
final class CountedMigrations {

    private static final boolean IS_LONG = "long".equals(System.getProperty("whimbrel.faults"));

    private final Neo4jTestDatabase database;
    private final Project project;

    CountedMigrations(Neo4jTestDatabase database, Project project) {
        this.database = database;
        this.project = project;
    }

    void write() {
        project.write("001_story.cypher", "CREATE (:Story);", chapter(), chapter())
                .write(
                        "002_mixed.cypher",
                        chapter(),
                        "CREATE CONSTRAINT bird_id FOR (b:Bird) REQUIRE b.id IS UNIQUE;",
                        "CREATE INDEX bird_name FOR (b:Bird) ON (b.name);",
                        chapter(),
                        "CREATE CONSTRAINT nest_id FOR (n:Nest) REQUIRE n.id IS UNIQUE;")
                .write("003_more.cypher", chapter());
    }

    private static String chapter() {
        return "MATCH (s:Story) SET s.chapters = coalesce(s.chapters, 0) + 1;";
    }

    private static boolean isApplied(History history, String version) {
        return history.isApplied(MigrationId.of(Version.of(version)));
    }

    private String chapters() {
        return database.graph().query("MATCH (s:Story) RETURN s.chapters").stream()
                .findFirst()
                .orElse("none");
    }

    /** What the history says is what is there, at whatever instant it is asked. */
    void assertInvariant() {
        History history = project.history();
        String chapters = chapters();
        List<String> schema = database.graph().schema();
        assertThat(isApplied(history, "001")).isEqualTo(!chapters.equals("none"));
        assertThat(isApplied(history, "003")).isEqualTo(chapters.equals("5"));
        if (isApplied(history, "002")) {
            assertThat(chapters).isIn("4", "5");
            assertThat(schema).containsExactly("bird_id", "bird_name", "nest_id");
        }
        history.unfinished(MigrationId.of(Version.of("002"))).ifPresent(entry -> {
            int done = entry.attempt().statementsDone();
            assertThat(chapters).isEqualTo(done == 0 ? "2" : done < 4 ? "3" : "4");
            assertThat(schema.contains("bird_id")).isEqualTo(done >= 3);
            assertThat(schema.contains("bird_name")).isEqualTo(done >= 3);
            assertThat(schema.contains("nest_id")).isEqualTo(done >= 5);
        });
    }

    void assertComplete() {
        assertThat(chapters()).isEqualTo("5");
        assertThat(database.graph().schema()).containsExactly("bird_id", "bird_name", "nest_id");
        assertThat(database.applied())
                .containsExactly("001|001_story.cypher", "002|002_mixed.cypher", "003|003_more.cypher");
        assertThat(database.graph().query("MATCH (l:WhimbrelLock) RETURN l.holder"))
                .containsExactly("");
    }

    /**
     * {@return numbers from 1 to {@code last}: one in the middle of each part, or, with {@code -Dwhimbrel.faults=long}, all
     * that are a step apart}
     */
    static List<Integer> spread(int last, int parts, int step) {
        return IS_LONG
                ? IntStream.iterate(1, number -> number <= last, number -> number + step)
                        .boxed()
                        .toList()
                : IntStream.range(0, parts)
                        .mapToObj(part -> 1 + (2 * part + 1) * last / (2 * parts))
                        .toList();
    }
}
