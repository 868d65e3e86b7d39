package dev.whimbrel.source.lexer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.migration.Place;
import dev.whimbrel.migration.Statement;
import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where statements stand in their script: what people are shown, and what errors are counted from. */
final class StatementPlacesTests {

    @ParameterizedTest
    @EnumSource
    void areThoseOfTheTextAndOfTheFirstWord(SqlLanguage language) {
        Lexed lexed = Lexed.of(language, """
                -- one
                  /* two
                  */ SELECT 1; SELECT 2;

                SELECT
                  3;
                """);

        assertThat(lexed.statements())
                .extracting(Statement::start)
                .containsExactly(new Place("s.sql", 2, 3), new Place("s.sql", 3, 16), new Place("s.sql", 5, 1));
        assertThat(lexed.statements())
                .extracting(Statement::place)
                .containsExactly(new Place("s.sql", 3, 6), new Place("s.sql", 3, 16), new Place("s.sql", 5, 1));
    }

    @ParameterizedTest
    @EnumSource
    void countCharactersBeyondTheFirstPlaneOnce(SqlLanguage language) {
        Lexed lexed = Lexed.of(language, "SELECT '\uD83D\uDC26'; SELECT 2;");

        assertThat(lexed.statements().get(1).place()).isEqualTo(new Place("s.sql", 1, 13));
    }

    @ParameterizedTest
    @EnumSource
    void countACarriageReturnAsPartOfItsLine(SqlLanguage language) {
        Lexed lexed = Lexed.of(language, "SELECT 1;\r\n  SELECT 2;\r\n");

        assertThat(lexed.statements().get(1).place()).isEqualTo(new Place("s.sql", 2, 3));
    }

    @Test
    void beginWhereTheScriptBegins() throws IOException {
        try (var reader = SqlLanguage.POSTGRESQL.read(new StringReader("\n SELECT 1"), new Place("s.sql", 40, 1))) {
            assertThat(reader.next().orElseThrow().place()).isEqualTo(new Place("s.sql", 41, 2));
        }
    }

    @Test
    void areOfASignWhereAStatementBeginsWithOne() {
        assertThat(Lexed.postgres("\n (SELECT 1);").single().place()).isEqualTo(new Place("s.sql", 2, 2));
        assertThat(Lexed.postgres("\n 'a';").single().place()).isEqualTo(new Place("s.sql", 2, 2));
    }
}
