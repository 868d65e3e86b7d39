package dev.whimbrel.source.lexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.TimelineException;
import dev.whimbrel.migration.Execution;
import dev.whimbrel.migration.Place;
import dev.whimbrel.migration.Statement;
import dev.whimbrel.migration.StatementReader;
import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data behind {@code COPY … FROM STDIN}. */
final class PostgresCopyTests {

    @Test
    void endsTheDataAtALineOfABackslashAndADot() {
        Lexed lexed = Lexed.postgres("""
                COPY t FROM STDIN;
                1\tit's; -- /* $$ $xxx$ (
                2\t\\N
                \\.
                SELECT 2;
                """);

        assertThat(lexed.texts()).containsExactly("COPY t FROM STDIN", "SELECT 2");
        assertThat(lexed.data()).containsExactly("1\tit's; -- /* $$ $xxx$ (\n2\t\\N\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY t FROM STDIN",
                "copy t from stdin",
                "COPY s.t (a, \"b;\") FROM STDIN WITH (FORMAT csv, HEADER)",
                "COPY /* a */ t -- b\n FROM /* c */ STDIN",
                "COPY BINARY t FROM STDIN",
                "COPY t FROM STDOUT",
                "COPY \"from\" FROM STDIN CSV",
            })
    void isRecognised(String copy) {
        Lexed lexed = Lexed.postgres(copy + ";\na;b\n\\.\nSELECT 2;");

        assertThat(lexed.texts()).containsExactly(copy, "SELECT 2");
        assertThat(lexed.data()).containsExactly("a;b\n");
    }

    @Test
    void isRecognisedBehindAnyNumberOfColumns() {
        String columns = "c, ".repeat(500) + "d";

        assertThat(Lexed.postgres("COPY t (" + columns + ") FROM STDIN;\n1\n\\.\n")
                        .data())
                .containsExactly("1\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY t FROM 'stdin'",
                "COPY t TO STDOUT",
                "COPY t TO STDIN",
                "COPY t FROM \"stdin\"",
                "COPY t FROM PROGRAM 'stdin'",
                "SELECT 'COPY t FROM STDIN'",
            })
    void isNotSeenWhereThereIsNone(String statement) {
        Lexed lexed = Lexed.postgres(statement + ";\nSELECT 2;");

        assertThat(lexed.texts()).containsExactly(statement, "SELECT 2");
        assertThat(lexed.data()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1\n2\n", "1\n2", "", "\n", "\\.x\n", " \\.\n", "a\\.\n", "\\\\.\n"})
    void mayGoOnToTheEndOfTheScript(String data) {
        assertThat(Lexed.postgres("COPY t FROM STDIN;\n" + data).data()).containsExactly(data);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\.", "\\.\r", "\\.\n", "\\.\r\n"})
    void endsAtTheTerminatorAtTheEndOfTheScript(String terminator) {
        assertThat(Lexed.postgres("COPY t FROM STDIN;\n1\n" + terminator).data())
                .containsExactly("1\n");
    }

    @Test
    void isEmptyWhereTheScriptEndsWithTheStatement() {
        assertThat(Lexed.postgres("COPY t FROM STDIN;").data()).containsExactly("");
        assertThat(Lexed.postgres("COPY t FROM STDIN").data()).containsExactly("");
    }

    @Test
    void keepsCarriageReturns() {
        Lexed lexed = Lexed.postgres("COPY t FROM STDIN;\r\n1\r\n2\r\n\\.\r\nSELECT 2;\r\n");

        assertThat(lexed.texts()).containsExactly("COPY t FROM STDIN", "SELECT 2");
        assertThat(lexed.data()).containsExactly("1\r\n2\r\n");
    }

    @Test
    void isReadForSeveralStatementsLeavingPlacesRight() {
        Lexed lexed = Lexed.postgres("COPY t FROM STDIN; -- first\n1\n\\.\n\nCOPY u FROM STDIN;\n2\n\\.\n  SELECT 2;");

        assertThat(lexed.data()).containsExactly("1\n", "2\n");
        assertThat(lexed.statements())
                .extracting(Statement::place)
                .containsExactly(new Place("s.sql", 1, 1), new Place("s.sql", 5, 1), new Place("s.sql", 8, 3));
    }

    @Test
    void isSkippedIfNobodyReadsIt() throws IOException {
        try (StatementReader reader = SqlLanguage.POSTGRESQL.read(
                new StringReader("COPY t FROM STDIN;\n1;\n2;\n\\.\nSELECT 2;"), new Place("s.sql", 1, 1))) {
            assertThat(reader.next().orElseThrow().execution()).isEqualTo(Execution.COPY_IN);
            assertThat(reader.copyData().read()).isEqualTo('1');
            assertThat(reader.next().orElseThrow().text()).isEqualTo("SELECT 2");
            assertThat(reader.next()).isEmpty();
        }
    }

    @Test
    void refusesAStatementOnTheLineOfTheCopy() {
        assertThatExceptionOfType(TimelineException.class)
                .isThrownBy(() -> Lexed.postgres("SELECT 1;\nCOPY t FROM STDIN; SELECT 2;\n1\n\\.\n"))
                .satisfies(e ->
                        assertThat(e.problems()).extracting(Problem::code).containsExactly(ErrorCode.SCRIPT_UNREADABLE))
                .withMessageContaining("s.sql:2:19");
    }
}
