package dev.whimbrel.source.lexer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts that psql and sqlite3 run and on which other migration tools were seen to fail. */
final class MeasuredFailuresTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT e'it\\'s; x'",
                "PREPARE p AS SELECT $1",
                "CREATE FUNCTION add(int,int) RETURNS int RETURN $1 + $2",
                "CREATE FUNCTION f(int) RETURNS int BEGIN ATOMIC SELECT $1; SELECT $1+1; END",
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC"
                        + " SELECT CASE WHEN true THEN CASE WHEN true THEN 1 END END; END",
                "SELECT 1 /* /* ; */ ; */",
                "SELECT 1 /*/ ; */",
                "CREATE RULE r AS ON INSERT TO t DO ALSO (SELECT 1; SELECT 2)",
                "SELECT 1,\ngo\nFROM t",
                "SELECT 4\n/\n2",
                "SELECT '${x}'",
                "SELECT '${undefined}' /* ${undefined} */, $$ ${undefined} $$",
                "SELECT 'a\uFEFFb'",
                "DO $$ DECLARE x int; BEGIN IF true THEN x := 1; END IF; END $$",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; SELECT 2; $$",
                "SELECT /*+ hint; */ 1",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 -- one; two\n $$",
                "SELECT foo$bar, a$$b",
                "CREATE SCHEMA s CREATE TABLE a (b int) CREATE VIEW v AS SELECT 1",
                "SELECT a ? 'b'\u00a0FROM t",
            })
    void areSplitAsPsqlSplitsThem(String statement) {
        assertThat(Lexed.postgres("SELECT 0;" + statement + ";\nCREATE INDEX CONCURRENTLY i ON t (a);")
                        .texts())
                .containsExactly("SELECT 0", statement, "CREATE INDEX CONCURRENTLY i ON t (a)");
    }

    @Test
    void includeDataWithAnOddNumberOfDollarTags() {
        Lexed lexed = Lexed.postgres("COPY t FROM stdin;\n$xxx$\n'\n\\.\nSELECT 2;");

        assertThat(lexed.texts()).containsExactly("COPY t FROM stdin", "SELECT 2");
        assertThat(lexed.data()).containsExactly("$xxx$\n'\n");
    }

    @Test
    void includeABeginAndCommitFollowedByMore() {
        assertThat(Lexed.postgres("BEGIN; SELECT 1; COMMIT; SELECT 2;").texts())
                .containsExactly("BEGIN", "SELECT 1", "COMMIT", "SELECT 2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "BEGIN TRANSACTION; CREATE TABLE t (a); COMMIT;                | 3",
                "ALTER TABLE t ADD COLUMN end INTEGER; END TRANSACTION;        | 2",
                "CREATE TABLE [a;b] (x); SELECT 2;                             | 2",
                "INSERT INTO t VALUES (x'00FF'); SELECT 2;                     | 2",
            })
    void areSplitAsSqliteSplitsThem(String script, int statements) {
        assertThat(Lexed.sqlite(script).statements()).hasSize(statements);
    }
}
