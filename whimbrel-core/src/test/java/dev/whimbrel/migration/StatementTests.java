package dev.whimbrel.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StatementTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT 1                                    | SELECT 1
            /* a */ SELECT 1                            | SELECT 1
            '-- a\n/* b\n*/ -- c\n  SELECT\n\t 1, 2 '   | SELECT 1, 2
            '/* é\n\uD83D\uDC26 */ (SELECT 1)'          | (SELECT 1)
            """)
    void showsItsBeginningOnOneLineWithoutComments(String text, String excerpt) throws IOException {
        assertThat(statement(text).excerpt()).isEqualTo(excerpt);
    }

    @Test
    void showsSixtyCharactersAtTheMost() throws IOException {
        String sixty = "SELECT " + "a".repeat(53);

        assertThat(statement(sixty).excerpt()).isEqualTo(sixty);
        assertThat(statement(sixty + "b").excerpt()).isEqualTo(sixty.substring(0, 59) + "…");
    }

    @Test
    void showsItsBeginningBehindAnyAmountOfComment() throws IOException {
        String comment = "/*" + "long\n".repeat(60_000) + "*/";

        assertThat(statement(comment + " SELECT 1").excerpt()).isEqualTo("SELECT 1");
    }

    private static Statement statement(String text) throws IOException {
        try (StatementReader reader = Scripts.postgres("a.sql", text).open()) {
            return reader.next().orElseThrow();
        }
    }
}
