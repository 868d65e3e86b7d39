package dev.whimbrel.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.error.DatabaseException;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.plan.DownOptions;
import dev.whimbrel.run.RunFailedException;
import dev.whimbrel.testkit.contract.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What scripts may hold, and what becomes of them. */
final class Neo4jScriptsIT extends Neo4jTest {

    private static final String VECTORS = "CREATE VECTOR INDEX bird_call IF NOT EXISTS FOR (b:Bird) ON b.call OPTIONS"
            + " {indexConfig: {`vector.dimensions`: %d, `vector.similarity_function`: '%s'}};";

    @Test
    void mixesSchemaDataAndBatchesInOneScript() {
        project()
                .write(
                        "001_birds.cypher",
                        "CREATE CONSTRAINT bird_id FOR (b:Bird) REQUIRE b.id IS UNIQUE;",
                        "CREATE INDEX bird_name FOR (b:Bird) ON (b.name);",
                        "UNWIND range(1, 10) AS id CREATE (:Bird {id: id});",
                        "MATCH (b:Bird) SET b.name = 'bird ' + b.id;",
                        "MATCH (b:Bird) CALL (b) { SET b.ringed = true } IN TRANSACTIONS OF 3 ROWS;",
                        "DROP INDEX bird_name;",
                        "MATCH (b:Bird {id: 10}) DELETE b;");

        project().migrate();

        assertThat(query("MATCH (b:Bird {ringed: true}) RETURN count(b)")).containsExactly("9");
        assertThat(graph().schema()).containsExactly("bird_id");
        assertThat(outcomes()).containsExactly("001|applied|7");
        assertThat(project().verify()).isEmpty();
    }

    @Test
    void createsAConstraintAnewInTheScriptThatDropsIt() {
        project().write("001_id.cypher", "CREATE CONSTRAINT bird_id FOR (b:Bird) REQUIRE b.id IS UNIQUE;");
        project().migrate();
        project()
                .write(
                        "002_ring.cypher",
                        "DROP CONSTRAINT bird_id;",
                        "CREATE CONSTRAINT bird_id FOR (b:Bird) REQUIRE b.ring IS UNIQUE;");

        project().migrate();

        assertThat(query("SHOW CONSTRAINTS YIELD name, properties WHERE name = 'bird_id' RETURN properties[0]"))
                .containsExactly("ring");
    }

    @Test
    void leavesNothingOfAFailingMigrationOfData() {
        project().write("001_fails.cypher", "CREATE (:Bird {id: 1});", "CREATE (:Bird {id: 2});", " CALL nowhere();");

        Problem problem = Refusal.problem(RunFailedException.class, project()::migrate);

        assertThat(problem.what()).contains("001_fails.cypher:3:2: CALL nowhere()");
        assertThat(query("MATCH (b:Bird) RETURN b.id")).isEmpty();
        assertThat(outcomes()).containsExactly("001|failed|0");
    }

    @Test
    void pointsAtThePlaceOfASyntaxError() {
        project().write("001_fails.cypher", "CREATE (:Bird);", "MATCH (b:Bird)", "  RETRUN b;");

        Problem problem = Refusal.problem(RunFailedException.class, project()::migrate);

        assertThat(problem.what()).contains("001_fails.cypher:3:3:");
    }

    @Test
    void leavesNothingOfAFailingGroupOfSchemaChanges() {
        graph().execute("CREATE (:Bird {id: 1}), (:Bird {id: 1})");
        project()
                .write(
                        "001_id.cypher",
                        "CREATE (:Nest);",
                        "CREATE INDEX nest_name FOR (n:Nest) ON (n.name);",
                        "CREATE CONSTRAINT bird_id FOR (b:Bird) REQUIRE b.id IS UNIQUE;",
                        "CREATE (:Nest);");
        Refusal.of(RunFailedException.class, project()::migrate);

        assertThat(graph().schema()).isEmpty();
        assertThat(outcomes()).containsExactly("001|failed|1");

        graph().execute("MATCH (b:Bird) WITH b LIMIT 1 DELETE b");
        project().migrate();

        assertThat(graph().schema()).containsExactly("bird_id", "nest_name");
        assertThat(query("MATCH (n:Nest) RETURN count(n)")).containsExactly("2");
    }

    @Test
    void waitsUntilAnIndexHoldsEverything() {
        graph().execute("UNWIND range(1, 50000) AS id CREATE (:Bird {name: 'bird ' + id})");
        project().write("001_name.cypher", "CREATE TEXT INDEX bird_name FOR (b:Bird) ON (b.name);");

        project().migrate();

        assertThat(query("SHOW INDEXES YIELD name, state, populationPercent WHERE name = 'bird_name'"
                        + " RETURN state, populationPercent"))
                .containsExactly("ONLINE|100.0");
    }

    @Test
    void buildsAnewAnIndexThatCouldNotBeBuilt() {
        graph().execute("CREATE (:Bird {song: reduce(s = 'la', i IN range(1, 14) | s + s)})");
        project().write("001_song.cypher", "CREATE INDEX bird_song FOR (b:Bird) ON (b.song);");

        Problem problem = Refusal.problem(RunFailedException.class, project()::migrate);

        assertThat(problem.code()).isEqualTo(ErrorCode.VERIFY_INDEX_INVALID);
        assertThat(problem.what()).contains("bird_song").contains("001_song.cypher:1:1");
        assertThat(database().applied()).isEmpty();
        graph().execute("MATCH (b:Bird) SET b.song = 'la'");
        project().migrate();
        assertThat(database().applied()).containsExactly("001|001_song.cypher");
        assertThat(project().verify()).isEmpty();
    }

    @Test
    void acceptsAVectorIndexThatIsAsWanted() {
        project()
                .write("001_call.cypher", VECTORS.formatted(8, "cosine"))
                .write("002_call.cypher", VECTORS.formatted(8, "COSINE"));

        project().migrate();

        assertThat(database().applied()).hasSize(2);
    }

    @Test
    void refusesToKeepAVectorIndexOfAnotherDimension() {
        project().write("001_call.cypher", VECTORS.formatted(8, "cosine"));
        project().migrate();
        project().write("002_call.cypher", "// a new model", VECTORS.formatted(16, "cosine"));

        Problem problem = Refusal.problem(RunFailedException.class, project()::migrate);

        assertThat(problem.code()).isEqualTo(ErrorCode.VECTOR_INDEX_DIFFERS);
        assertThat(problem.what()).contains("002_call.cypher:2:1");
        assertThat(problem.why()).contains("8 dimensions instead of 16");

        project().write("002_call.cypher", "DROP INDEX bird_call;", VECTORS.formatted(16, "cosine"));
        project().migrate();
        assertThat(query("SHOW INDEXES YIELD name, options WHERE name = 'bird_call'"
                        + " RETURN options.indexConfig['vector.dimensions']"))
                .containsExactly("16");
    }

    @Test
    void refusesToKeepAVectorIndexOfAnotherSimilarity() {
        graph().execute(VECTORS.formatted(8, "euclidean").replace("bird_call", "older"));
        project().write("001_call.cypher", VECTORS.formatted(8, "cosine"));

        Problem problem = Refusal.problem(RunFailedException.class, project()::migrate);

        assertThat(problem.why()).contains("older").contains("euclidean instead of cosine");
    }

    @Test
    void saysThatSomethingIsThereAlready() {
        graph().execute("CREATE INDEX bird_name FOR (b:Bird) ON (b.name)");
        project().write("001_name.cypher", "CREATE CONSTRAINT bird_name FOR (b:Bird) REQUIRE b.name IS UNIQUE;");

        Problem problem = Refusal.problem(RunFailedException.class, project()::migrate);

        assertThat(problem.code()).isEqualTo(ErrorCode.OBJECT_EXISTS);
        assertThat(problem.remedy()).contains("baseline 001");
    }

    @Test
    void undoesAScriptThatDeletesWhimbrelsOwnNodes() {
        project().write("001_birds.cypher", "CREATE (:Bird);");
        project().migrate();
        project().write("002_all.cypher", "MATCH (n) DETACH DELETE n;");

        Problem problem = Refusal.problem(RunFailedException.class, project()::migrate);

        assertThat(problem.code()).isEqualTo(ErrorCode.LOCK_LOST);
        assertThat(problem.why()).contains(":WhimbrelLock is gone");
        assertThat(query("MATCH (b:Bird) RETURN count(b)")).containsExactly("1");
        assertThat(database().applied()).containsExactly("001|001_birds.cypher");
    }

    @Test
    void findsOutThatAConstraintIsGone() {
        project().write("001_id.cypher", "CREATE CONSTRAINT bird_id FOR (b:Bird) REQUIRE b.id IS UNIQUE;");
        project().migrate();
        graph().execute("DROP CONSTRAINT bird_id");

        assertThat(project().verify())
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).isEqualTo("constraint bird_id is not there"))
                .extracting(Problem::code)
                .isEqualTo(ErrorCode.VERIFY_OBJECT_MISSING);
    }

    @Test
    void revertsSchemaChanges() {
        project()
                .write(
                        "001_id.cypher",
                        "CREATE CONSTRAINT bird_id FOR (b:Bird) REQUIRE b.id IS UNIQUE;",
                        "CREATE (:Bird {id: 1});",
                        "// migrate:down",
                        "DROP CONSTRAINT bird_id;",
                        "MATCH (b:Bird) DELETE b;");
        project().migrate();

        project().down(DownOptions.last(1));

        assertThat(graph().schema()).isEmpty();
        assertThat(query("MATCH (b:Bird) RETURN b.id")).isEmpty();
        assertThat(outcomes()).containsExactly("001|applied|2", "001|reverted|2");
    }

    @Test
    void refusesAHistoryItDoesNotUnderstand() {
        graph().execute("CREATE (:WhimbrelMigration {rank: 1, outcome: 'unheard of'})");
        project().write("001_birds.cypher", "CREATE (:Bird);");

        Problem problem = Refusal.problem(DatabaseException.class, project()::migrate);

        assertThat(problem.code()).isEqualTo(ErrorCode.HISTORY_DAMAGED);
        assertThat(List.of(problem.what())).allMatch(what -> what.contains("node 1"));
    }
}
