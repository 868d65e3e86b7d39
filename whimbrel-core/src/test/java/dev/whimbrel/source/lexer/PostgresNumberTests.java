package dev.whimbrel.source.lexer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What follows a number or parameter of PostgreSQL is no prefix and no dollar quote, if it belongs to it. */
final class PostgresNumberTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e'\\'",
                "1.e'\\'",
                "1.5E'\\'",
                ".5e'\\'",
                "1_000.e'\\'",
                "1_0.2_0e'\\'",
                "1e+5e'\\'",
                "12e'\\'",
                "$1e'\\'",
                "0x1Fe'\\'",
                "1e5$a$",
                "1_000$a$",
                "1.5_0$a$",
                "1a$b$",
                "$1a$b$",
                "$1_0$a$",
                "1e--",
                "1.E--"
            })
    void takesItAlong(String number) {
        assertThat(Lexed.postgres("SELECT " + number + "; SELECT 2").texts())
                .containsExactly("SELECT " + number, "SELECT 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1..e'\\';'",
                "1.5.e'\\';'",
                ".5.e'\\';'",
                "1e+5.e'\\';'",
                "$1.e'\\';'",
                "0x1F.e'\\';'",
                "..5.1.e'\\';'",
                "1000$a$;$a$",
                "1_000.$a$;$a$",
                "1.5$a$;$a$",
                "1e5--;\n",
                "1 e--;\n"
            })
    void endsWhereItCannotGoOn(String expression) {
        assertThat(Lexed.postgres("SELECT " + expression + " + 1; SELECT 2").texts())
                .containsExactly("SELECT " + expression + " + 1", "SELECT 2");
    }
}
