package dev.whimbrel.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.Scripts;
import dev.whimbrel.plan.Promises.PromisedObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What migrations promise to have left behind. */
final class PromisesTests {

    private static String shown(List<PromisedObject> promised) {
        return String.join(
                ", ",
                promised.stream()
                        .map(object -> object.kind().label() + " " + object.name()
                                + object.table().map(table -> " on " + table).orElse(""))
                        .sorted()
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CREATE TABLE t (a int); CREATE INDEX i ON t (a);      | index i on t, table t
            CREATE TABLE t (a int); CREATE TABLE IF NOT EXISTS t (a int); | table t
            CREATE TABLE t (a int); DROP TABLE t; SELECT 1;       | ''
            CREATE TABLE t (a int); CREATE INDEX i ON t (a); DROP INDEX i; | table t
            CREATE TABLE t (a int); CREATE INDEX i ON t (a); DROP TABLE t; | ''
            CREATE TABLE t (a int); CREATE TRIGGER g AFTER INSERT ON t EXECUTE FUNCTION f(); DROP TABLE t; | ''
            CREATE TABLE t (a int); DROP TABLE u;                 | table t
            CREATE TABLE t (a int); ALTER TABLE t RENAME TO u;    | table u
            CREATE TABLE s.t (a int); ALTER TABLE s.t RENAME TO u; | table s.u
            CREATE TABLE t (a int); CREATE INDEX i ON t (a); ALTER TABLE t RENAME TO u; | index i on u, table u
            CREATE TABLE t (a int); CREATE INDEX i ON t (a); ALTER INDEX i RENAME TO j; | index j on t, table t
            CREATE TABLE n (a int); CREATE TABLE t (a int); DROP TABLE t; ALTER TABLE n RENAME TO t; | table t
            CREATE TABLE T (a int); DROP TABLE t;                 | ''
            CREATE SCHEMA s; CREATE TABLE s.t (a int); CREATE TABLE st (a int); DROP SCHEMA s; | table st
            CREATE TRIGGER g AFTER INSERT ON a EXECUTE FUNCTION f(); CREATE TRIGGER g AFTER INSERT ON b EXECUTE FUNCTION f(); DROP TRIGGER g ON a; | trigger g on b
            CREATE TRIGGER g AFTER INSERT ON a EXECUTE FUNCTION f(); DROP TRIGGER g; | ''
            CREATE VIEW v AS SELECT 1; CREATE FUNCTION v() RETURNS int RETURN 1; DROP VIEW v; | function v
            CREATE EXTENSION vector; CREATE TYPE e AS ENUM ('a'); CREATE SEQUENCE q; | extension vector, sequence q, type e
            """, quoteCharacter = '~')
    void followFromTheScriptsInOrder(String script, String promised) {
        assertThat(shown(Promises.of(List.of(Scripts.migration("1", script)))))
                .isEqualTo(promised.equals("''") ? "" : promised);
    }

    @Test
    void nameTheScriptThatMadeThem() {
        Migration first = Scripts.migration("1", "CREATE TABLE t (a int); CREATE TABLE u (a int);");
        Migration second = Scripts.migration("2", "ALTER TABLE t RENAME TO v; CREATE TABLE w (a int); DROP TABLE u;");

        assertThat(Promises.of(List.of(first, second)))
                .extracting(PromisedObject::name, PromisedObject::script)
                .containsExactlyInAnyOrder(tuple("v", "1.sql"), tuple("w", "2.sql"));
    }

    @Test
    void areNoneWithoutMigrations() {
        assertThat(Promises.of(List.of())).isEmpty();
    }
}
