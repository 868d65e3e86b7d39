package dev.whimbrel.source.lexer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where statements of PostgreSQL end, outside strings and function bodies. */
final class PostgresSplittingTests {

    @Test
    void endsAStatementAtASemicolon() {
        assertThat(Lexed.postgres("SELECT 1;SELECT 2 ;\n\tSELECT 3\n;").texts())
                .containsExactly("SELECT 1", "SELECT 2", "SELECT 3");
    }

    @Test
    void takesTheLastStatementWithoutSemicolon() {
        assertThat(Lexed.postgres("SELECT 1; SELECT 2\n").texts()).containsExactly("SELECT 1", "SELECT 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\t\f\u000B\r\n", ";", ";;\n ; ", "-- a;", "/* a; */", "/* a */; -- b\n;"})
    void findsNothingWhereThereIsNothing(String script) {
        assertThat(Lexed.postgres(script).statements()).isEmpty();
    }

    @Test
    void skipsEmptyStatements() {
        assertThat(Lexed.postgres(";;SELECT 1;; /* a */ ; SELECT 2;").texts()).containsExactly("SELECT 1", "SELECT 2");
    }

    @Test
    void dropsLineCommentsBeforeAStatementAndKeepsThoseInside() {
        assertThat(Lexed.postgres("-- one;\nSELECT 1 -- two;\n, 2; -- three;").texts())
                .containsExactly("SELECT 1 -- two;\n, 2");
    }

    @Test
    void keepsABlockCommentBeforeAStatementSinceItMayBeAHint() {
        assertThat(Lexed.postgres("SELECT 1;\n/*+ SeqScan(t) */ SELECT 2;").texts())
                .containsExactly("SELECT 1", "/*+ SeqScan(t) */ SELECT 2");
    }

    @Test
    void keepsLettersBeyondAsciiThatLookLikeSpaces() {
        assertThat(Lexed.postgres("SELECT 1 AS a\u3000; SELECT 2 AS b\u00a0;").texts())
                .containsExactly("SELECT 1 AS a\u3000", "SELECT 2 AS b\u00a0");
    }

    @Test
    void endsALineCommentAtACarriageReturn() {
        assertThat(Lexed.postgres("SELECT 1 -- a\r; SELECT 2;").texts()).containsExactly("SELECT 1 -- a", "SELECT 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1 /* ; */ + 1",
                "SELECT 1 /* /* ; */ ; */ + 1",
                "SELECT 1 /*/ ; */ + 1",
                "SELECT 1 /*/* ; */ ; */ + 1",
                "SELECT 1 /* ;**/ + 1",
                "SELECT 1 /***/ + 1",
                "SELECT 1 /* ' \" $$ ( -- */ + 1",
                "SELECT 1 -/* ; */ 1",
                "SELECT 1 */* ; */ 1",
                "SELECT 1 *-- ;\n 1",
                "SELECT 1 --;\n + 1",
                "SELECT 1 --'\n + 1",
            })
    void knowsComments(String statement) {
        assertThat(Lexed.postgres(statement + ";\nSELECT 2;").texts()).containsExactly(statement, "SELECT 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE RULE r AS ON INSERT TO t DO ALSO (INSERT INTO a VALUES (1); INSERT INTO b VALUES (2))",
                "SELECT (((';')))",
                "SELECT (1;2)",
                "SELECT 1) + 1",
                "SELECT 1)) + (2;3)",
            })
    void endsNoStatementInsideParentheses(String statement) {
        assertThat(Lexed.postgres(statement + ";\nSELECT 2;").texts()).containsExactly(statement, "SELECT 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT a[1", "SELECT ]", "SELECT {", "SELECT 1..10", "SELECT 1e+", "SELECT 1_000 + 0x1F"})
    void countsNoOtherSigns(String statement) {
        assertThat(Lexed.postgres(statement + "; SELECT 2").texts()).containsExactly(statement, "SELECT 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT :a, :'b', :\"c\", d[1:x], e::text",
                "SELECT a ? 'b', a ?| b, a ?& b, a #>> '{}', a @> b",
                "SELECT '${x}', ${y}",
                "SELECT 4\ngo\n, 5",
                "SELECT 4\n/\n2",
                "SELECT 'a\uFEFFb'",
                "SELECT '\uD83D\uDC26;'",
            })
    void leavesEverythingElseAlone(String statement) {
        assertThat(Lexed.postgres(statement + ";\nSELECT 2;").texts()).containsExactly(statement, "SELECT 2");
    }

    @Test
    void readsStatementsLongerThanItsBuffer() {
        String text = "SELECT '" + "x;".repeat(20_000) + "', \"" + "y;".repeat(9_000) + "\"";

        assertThat(Lexed.postgres(text + "; SELECT 2;").texts()).containsExactly(text, "SELECT 2");
    }

    @Test
    void looksAheadFurtherThanItsBuffer() {
        String text = "SELECT e'a'" + "\n".repeat(20_000) + "'\\';'";

        assertThat(Lexed.postgres(text + "; SELECT 2;").texts()).containsExactly(text, "SELECT 2");
    }
}
