package dev.whimbrel.source.lexer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SQL-standard function bodies, in which semicolons end nothing. */
final class PostgresAtomicBodyTests {

    private static final String HEAD = "CREATE FUNCTION f(a int) RETURNS int ";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BEGIN ATOMIC SELECT 1; SELECT 2; END",
                "begin atomic select 1; end",
                "BEGIN ATOMIC SELECT $1; SELECT $1+1; END",
                "BEGIN ATOMIC SELECT CASE WHEN a > 1 THEN 2 END; SELECT 2; END",
                "BEGIN ATOMIC SELECT CASE WHEN a > 1 THEN CASE a WHEN 2 THEN 3 END END; SELECT 2; END",
                "BEGIN ATOMIC SELECT (CASE WHEN a > 1 THEN 2 END); SELECT 2; END",
                "BEGIN ATOMIC SELECT 1 AS \"end\"; SELECT 2 AS \"begin\"; END",
                "BEGIN ATOMIC SELECT 'end'; SELECT 2 -- end\n; /* end */ END",
                "LANGUAGE sql BEGIN /* now */ ATOMIC SELECT 1; END",
                "RETURN $1 + $2",
            })
    void areOneStatement(String body) {
        String statement = HEAD + body;

        assertThat(Lexed.postgres(statement + ";\nSELECT 3;").texts()).containsExactly(statement, "SELECT 3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE FUNCTION",
                "create function",
                "CREATE OR REPLACE FUNCTION",
                "CREATE PROCEDURE",
                "CREATE OR REPLACE PROCEDURE",
                "/* a */ CREATE -- b\n FUNCTION",
                "CREATE \"x\" FUNCTION",
                "N'a' CREATE + OR 'b' REPLACE 1 FUNCTION",
                "(a b) CREATE FUNCTION",
            })
    void belongToEveryRoutine(String head) {
        String statement = head + " f() BEGIN ATOMIC SELECT 1; END";

        assertThat(Lexed.postgres(statement + "; SELECT 3").texts()).containsExactly(statement, "SELECT 3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BEGIN",
                "BEGIN ATOMIC",
                "CREATE TABLE begin (a int)",
                "SELECT CASE WHEN true THEN 1 END",
                "CREATE FUNCTION f(\"begin\" int) RETURNS int RETURN CASE WHEN true THEN 1 END",
                "CREATE FUNCTION f(begin int) RETURNS int RETURN 1",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'BEGIN'",
                "CREATE FUNCTION f() beg\u0131n",
                "CREATE FUNCTION f() 1.begin",
            })
    void areNotSeenElsewhere(String statement) {
        assertThat(Lexed.postgres(statement + "; SELECT 3; END;").texts())
                .containsExactly(statement, "SELECT 3", "END");
    }
}
