package dev.whimbrel.source.lexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.TimelineException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripts that end where they must not: the message says what is open and where it was opened. */
final class UnterminatedTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            SELECT 'a;                                       | s.sql:2:10 | string
            SELECT 'a''                                      | s.sql:2:10 | string
            SELECT e'a\\';                                   | s.sql:2:11 | string
            SELECT e'a\\                                     | s.sql:2:11 | string
            SELECT "a;                                       | s.sql:2:10 | quoted identifier
            SELECT U&"a;                                     | s.sql:2:12 | quoted identifier
            SELECT $$a;                                      | s.sql:2:10 | dollar-quoted string $$
            SELECT $a$ $b$;                                  | s.sql:2:10 | dollar-quoted string $a$
            SELECT 1 /* a;                                   | s.sql:2:12 | comment
            SELECT 1 /* /* */ ;                              | s.sql:2:12 | comment
            /*/                                              | s.sql:2:3  | comment
            SELECT (1; SELECT 2                              | s.sql:2:10 | parenthesis
            SELECT (1), ((2), 3; SELECT 2                    | s.sql:2:15 | parenthesis
            CREATE FUNCTION f() BEGIN ATOMIC SELECT 1;       | s.sql:2:3  | BEGIN ATOMIC body
            CREATE FUNCTION f() BEGIN ATOMIC SELECT CASE;END | s.sql:2:3  | BEGIN ATOMIC body
            """)
    void areRefusedInPostgres(String script, String place, String what) {
        refuses(SqlLanguage.POSTGRESQL, script, place + ": unterminated " + what);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            SELECT 'a;                                        | s.sql:2:10 | string
            SELECT "a;                                        | s.sql:2:10 | quoted identifier
            SELECT `a;                                        | s.sql:2:10 | quoted identifier
            SELECT [a;                                        | s.sql:2:10 | bracketed identifier
            CREATE TRIGGER a ON t BEGIN SELECT 1;             | s.sql:2:3  | trigger
            CREATE TRIGGER a ON t BEGIN SELECT 1; END x;      | s.sql:2:3  | trigger
            CREATE TRIGGER a ON t BEGIN SELECT CASE 1 END;    | s.sql:2:3  | trigger
            CREATE TRIGGER a ON t BEGIN SELECT 1; END [x];    | s.sql:2:3  | trigger
            CREATE TRIGGER a ON t BEGIN SELECT 1; END 'x';    | s.sql:2:3  | trigger
            CREATE TRIGGER a ON t BEGIN SELECT 1; END (x);    | s.sql:2:3  | trigger
            """)
    void areRefusedInSqlite(String script, String place, String what) {
        refuses(SqlLanguage.SQLITE, script, place + ": unterminated " + what);
    }

    private static void refuses(SqlLanguage language, String script, String message) {
        assertThatExceptionOfType(TimelineException.class)
                .isThrownBy(() -> Lexed.of(language, "SELECT 0;\n  " + script))
                .satisfies(e -> assertThat(e.problems())
                        .extracting(Problem::code, Problem::what)
                        .containsExactly(tuple(ErrorCode.SCRIPT_UNTERMINATED, message)));
    }
}
