package dev.whimbrel.source.lexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.TimelineException;
import dev.whimbrel.migration.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Backslash commands of psql. */
final class PostgresMetaCommandTests {

    @Test
    void passesOverThePairThatPgDumpWrites() {
        Lexed lexed = Lexed.postgres("""
                --
                -- PostgreSQL database dump
                --

                \\restrict aBc123

                SELECT 1;
                \\unrestrict aBc123

                """);

        assertThat(lexed.texts()).containsExactly("SELECT 1");
        assertThat(lexed.single().place()).isEqualTo(new Place("s.sql", 7, 1));
    }

    @Test
    void passesOverThePairBehindABlockComment() {
        Lexed lexed = Lexed.postgres("/* licence */\n\\restrict aBc123\r\nSELECT 1;");

        assertThat(lexed.single().place()).isEqualTo(new Place("s.sql", 3, 1));
        assertThat(lexed.single().excerpt()).isEqualTo("SELECT 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\i other.sql",
                "\\ir other.sql",
                "\\set a 1",
                "\\copy t from 'a.csv'",
                "\\gset",
                "\\if true",
                "\\connect other",
                "\\! rm -rf /",
                "\\;",
                "\\.",
                "\\",
                "\\restricted",
                "\\restrict a \\\\ SELECT 1;",
                "\\restrict a; DROP TABLE t;",
            })
    void refusesEveryOther(String command) {
        refuses("SELECT 1;\n\n  " + command + "\nSELECT 2;", "s.sql:3:3: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 1 \\g", "SELECT 1 \\gexec", "SELECT 1 \\;", "SELECT 1 \\restrict a\n+ 1"})
    void refusesAnyWithinAStatement(String statement) {
        refuses(statement + "\n", "s.sql:1:10: ");
    }

    private static void refuses(String script, String place) {
        assertThatExceptionOfType(TimelineException.class)
                .isThrownBy(() -> Lexed.postgres(script))
                .satisfies(e -> assertThat(e.problems())
                        .extracting(Problem::code)
                        .containsExactly(ErrorCode.SCRIPT_META_COMMAND))
                .withMessageContaining(place);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT '\\i a'", "SELECT $$\n\\i a\n$$", "SELECT 1 /*\n\\i a\n*/", "SELECT \"\\i\""})
    void seesNoneInsideQuotesAndComments(String statement) {
        assertThat(Lexed.postgres(statement + ";").texts()).containsExactly(statement);
    }
}
