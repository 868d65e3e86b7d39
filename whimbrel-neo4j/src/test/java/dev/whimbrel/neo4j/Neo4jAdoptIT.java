package dev.whimbrel.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.whimbrel.Settings;
import dev.whimbrel.Whimbrel;
import dev.whimbrel.adopt.AdoptOptions;
import dev.whimbrel.adopt.Adoption;
import dev.whimbrel.error.DisagreementException;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.LockedException;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.run.RunListener;
import dev.whimbrel.testkit.contract.Project;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The chain of neo4j-migrations, by its documented shape. */
final class Neo4jAdoptIT extends Neo4jTest {

    @BeforeEach
    void prepare() {
        Project project = project();
        project.write("V001__birds.cypher", "CREATE (:Bird);\n");
        project.write("V002__nests.cypher", "CREATE (:Nest);\n");
        project.write("V010__eggs.cypher", "CREATE (:Egg);\n");
        graph().execute("""
                CREATE (:__Neo4jMigration {version: 'BASELINE'})
                  -[:MIGRATED_TO {at: datetime('2026-01-01T10:00Z'), in: duration('PT1S'), by: 'me', connectedAs: 'neo4j'}]->
                  (:__Neo4jMigration {version: '001', description: 'birds', type: 'CYPHER', repeatable: false,
                    source: 'V001__birds.cypher', checksum: '1'})
                  -[:MIGRATED_TO {at: datetime('2026-01-02T10:00Z'), in: duration('PT1S'), by: 'me', connectedAs: 'neo4j'}]->
                  (:__Neo4jMigration {version: '002', description: 'nests', type: 'CYPHER', repeatable: false,
                    source: 'V002__nests.cypher', checksum: '2'})
                """);
    }

    private <T> T whimbrel(Function<Whimbrel, T> use) {
        Settings settings = Settings.defaults()
                .withMigrations(folder())
                .withDatabases(database().settings());
        try (Whimbrel whimbrel = Whimbrel.of(settings, List.of(new Neo4jProvider()))) {
            return use.apply(whimbrel);
        }
    }

    private List<Adoption> adopt() {
        return whimbrel(whimbrel -> whimbrel.adopt(AdoptOptions.defaults(), RunListener.NONE));
    }

    private int migrate() {
        return whimbrel(whimbrel ->
                whimbrel.migrate(UpOptions.defaults(), RunListener.NONE).done().size());
    }

    @Test
    void takesOverTheChainAndLeavesItAlone() {
        assertThatExceptionOfType(DisagreementException.class).isThrownBy(this::migrate);
        List<Adoption> adoptions = adopt();
        assertThat(adoptions).hasSize(1);
        assertThat(adoptions.get(0).findings())
                .extracting(finding -> finding.label() + " " + finding.match().label())
                .containsExactly("001 adopted", "002 adopted", "010 pending");
        assertThat(migrate()).isEqualTo(1);
        assertThat(query("MATCH (n) WHERE n:Bird OR n:Nest OR n:Egg RETURN labels(n)[0]"))
                .containsExactly("Egg");
        assertThat(query("MATCH (m:__Neo4jMigration) RETURN count(m)")).containsExactly("3");
    }

    @Test
    void keepsOutOfTheWayOfItsLock() {
        graph().execute("CREATE (:__Neo4jMigrationsLock {id: 'a-b-c', name: 'neo4j'})");
        assertThatExceptionOfType(LockedException.class).isThrownBy(this::adopt).satisfies(e -> assertThat(e.problems())
                .allSatisfy(problem -> {
                    assertThat(problem.code()).isEqualTo(ErrorCode.ADOPT_LOCKED);
                    assertThat(problem.why()).contains("a-b-c");
                }));
    }
}
