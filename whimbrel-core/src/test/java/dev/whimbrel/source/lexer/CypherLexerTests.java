package dev.whimbrel.source.lexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.TimelineException;
import dev.whimbrel.migration.Execution;
import dev.whimbrel.migration.ObjectChange;
import dev.whimbrel.migration.Place;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where Cypher statements end, how they must be run, and what they change. */
final class CypherLexerTests {

    private static List<String> split(String script) {
        return Lexed.of(CypherLanguage.CYPHER, script).texts();
    }

    private static Execution execution(String statement) {
        return Lexed.of(CypherLanguage.CYPHER, statement).single().execution();
    }

    private static List<ObjectChange> changes(String statement) {
        return Lexed.of(CypherLanguage.CYPHER, statement).single().changes();
    }

    @Test
    void endsAtSemicolonsOfItsOwnOnly() {
        assertThat(
                        split(
                                "CREATE (a {x: 'one;two'}); MATCH (`odd;``name`) RETURN \";\" // ;\n; // end; \n /* ; */ ; RETURN 1"))
                .containsExactly("CREATE (a {x: 'one;two'})", "MATCH (`odd;``name`) RETURN \";\" // ;", "RETURN 1");
    }

    @Test
    void readsEscapesInStrings() {
        assertThat(split("RETURN 'it\\'s; \\\\'; RETURN \"say \\\"so;\\\"\"; RETURN '\\\\';RETURN ''"))
                .containsExactly("RETURN 'it\\'s; \\\\'", "RETURN \"say \\\"so;\\\"\"", "RETURN '\\\\'", "RETURN ''");
    }

    @Test
    void takesTwoHyphensForARelationship() {
        assertThat(split("MATCH (a)--(b); MATCH (a)-->(b) RETURN a")).hasSize(2);
    }

    @Test
    void keepsAUrlInAString() {
        assertThat(split("LOAD CSV FROM 'file:///birds.csv' AS row RETURN row; RETURN 1"))
                .containsExactly("LOAD CSV FROM 'file:///birds.csv' AS row RETURN row", "RETURN 1");
    }

    @Test
    void endsALineCommentAtACarriageReturn() {
        assertThat(split("RETURN 1 // one;\r; RETURN 2")).containsExactly("RETURN 1 // one;", "RETURN 2");
    }

    @Test
    void findsNothingInCommentsAlone() {
        assertThat(split("// nothing;\n/* at ; all */ ;;\u00a0\n")).isEmpty();
    }

    @Test
    void knowsWhereAStatementStands() {
        List<Place> places =
                Lexed.of(CypherLanguage.CYPHER, "RETURN 1;\n  // the second\n  RETURN 2").statements().stream()
                        .map(statement -> statement.place())
                        .toList();

        assertThat(places).containsExactly(new Place("s.sql", 1, 1), new Place("s.sql", 3, 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"RETURN 'no end", "RETURN \"no end", "MATCH (`no end", "RETURN 1 /* no end", "RETURN 'a\\'"})
    void refusesWhatIsNotClosed(String script) {
        assertThatThrownBy(() -> split("RETURN 0;\n" + script))
                .isInstanceOfSatisfying(
                        TimelineException.class,
                        e -> assertThat(e.problems()).singleElement().satisfies(problem -> {
                            assertThat(problem.code()).isEqualTo(ErrorCode.SCRIPT_UNTERMINATED);
                            assertThat(problem.what()).startsWith("s.sql:2:");
                        }));
    }

    @ParameterizedTest
    @ValueSource(strings = {":param x => 1", ":use neo4j", ":USE neo4j;", ":begin", ":auto MATCH (n) RETURN n"})
    void refusesCommandsOfClients(String command) {
        assertThatThrownBy(() -> split("RETURN 1;\n " + command + "\n"))
                .isInstanceOfSatisfying(
                        TimelineException.class,
                        e -> assertThat(e.problems()).singleElement().satisfies(problem -> {
                            assertThat(problem.code()).isEqualTo(ErrorCode.SCRIPT_META_COMMAND);
                            assertThat(problem.what()).isEqualTo("s.sql:2:2: command of a client: " + command);
                        }));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE (:Bird {name: 'whimbrel'})",
                "MATCH (a:A) WHERE a.state IN transactions RETURN a",
                "MATCH (n) RETURN [x IN [1] WHERE {a: 1} IN transactions]",
                "CREATE index = (:A)-[:TO]->(:B)",
                "CREATE user = (:A)-[:TO]->(:B)",
                "CYPHER 5 runtime=slotted MERGE (n:A)",
                "MATCH (n:A) CALL (n) { SET n.x = 1 } RETURN n",
                "RETURN 'CALL { } IN TRANSACTIONS'",
                "CALL db.labels()",
            })
    void runsDataInATransaction(String statement) {
        assertThat(execution(statement)).isEqualTo(Execution.TRANSACTIONAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE CONSTRAINT a_id FOR (a:A) REQUIRE a.id IS UNIQUE",
                "CREATE OR REPLACE INDEX FOR (a:A) ON (a.x)",
                "CREATE INDEX FOR (a:A) ON (a.x)",
                "CREATE VECTOR INDEX v IF NOT EXISTS FOR (a:A) ON a.e OPTIONS {indexConfig: {`vector.dimensions`: 8}}",
                "create fulltext index f for (a:A) on each [a.x]",
                "CREATE LOOKUP INDEX l FOR (n) ON EACH labels(n)",
                "DROP INDEX a_id IF EXISTS",
                "DROP CONSTRAINT a_id",
                "CYPHER 5 CREATE INDEX i FOR (a:A) ON (a.x)",
                "CALL apoc.schema.assert({}, {})",
            })
    void runsSchemaInATransactionOfItsOwn(String statement) {
        assertThat(execution(statement)).isEqualTo(Execution.SCHEMA);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MATCH (n:Old) CALL { WITH n DETACH DELETE n } IN TRANSACTIONS OF 1000 ROWS",
                "MATCH (n) CALL (n) { SET n.x = 1 } IN 4 CONCURRENT TRANSACTIONS OF 10 ROWS ON ERROR CONTINUE",
                "MATCH (n) CALL (n) { SET n.x = 1 } IN $n CONCURRENT TRANSACTIONS",
                "MATCH (n) CALL (n) { SET n.x = 1 } /* in pieces */ IN // so\n TRANSACTIONS",
                "CALL apoc.periodic.iterate('MATCH (n) RETURN n', 'SET n.x = 1', {})",
                "USING PERIODIC COMMIT 500 LOAD CSV FROM 'file:///a.csv' AS r CREATE (:A)",
                "CREATE DATABASE birds",
                "CREATE OR REPLACE USER ringer SET PASSWORD 'x'",
                "DROP ROLE reader",
                "GRANT ROLE reader TO ringer",
                "SHOW DATABASES",
            })
    void runsWhatCommitsOnItsOwnAlone(String statement) {
        assertThat(execution(statement)).isEqualTo(Execution.NON_TRANSACTIONAL);
    }

    @Test
    void seesBatchesBehindAnyLengthOfStatement() {
        String rows = "{a: 1, b: [2, 3]}, ".repeat(5_000);

        assertThat(execution("UNWIND [" + rows + "1] AS r CALL (r) { CREATE (:A) } IN TRANSACTIONS"))
                .isEqualTo(Execution.NON_TRANSACTIONAL);
    }

    @Test
    void followsNamedIndexesAndConstraints() {
        assertThat(changes("CREATE CONSTRAINT bird_id IF NOT EXISTS FOR (b:Bird) REQUIRE b.id IS UNIQUE"))
                .extracting(change -> change.action() + " " + change.kind() + " " + change.name())
                .containsExactly("CREATE CONSTRAINT bird_id");
        assertThat(changes("CREATE VECTOR INDEX `by ``ring``` FOR (b:Bird) ON b.e"))
                .extracting(change -> change.action() + " " + change.kind() + " " + change.name())
                .containsExactly("CREATE INDEX by `ring`");
        assertThat(changes("DROP INDEX bird_name IF EXISTS"))
                .extracting(change -> change.action() + " " + change.kind() + " " + change.name())
                .containsExactly("DROP INDEX bird_name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX FOR (b:Bird) ON (b.name)",
                "CREATE CONSTRAINT IF NOT EXISTS FOR (b:Bird) REQUIRE b.id IS UNIQUE",
                "CREATE (:Index {name: 'x'})",
            })
    void followsNothingWithoutAName(String statement) {
        assertThat(changes(statement)).isEmpty();
    }
}
