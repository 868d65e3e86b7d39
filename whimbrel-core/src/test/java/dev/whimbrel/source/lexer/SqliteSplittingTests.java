package dev.whimbrel.source.lexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.whimbrel.migration.Place;
import dev.whimbrel.migration.Statement;
import dev.whimbrel.migration.StatementReader;
import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where statements of SQLite end. */
final class SqliteSplittingTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT ';'",
                "SELECT 'it''s;'",
                "SELECT '\\', ';'",
                "SELECT \";\", `;`, [;]",
                "SELECT \"a\"\";\", `a``;`",
                "CREATE TABLE [a;b] (x)",
                "SELECT [a'b]",
                "SELECT x'00', ';'",
                "SELECT 1 /* ; */",
                "SELECT 1 /* /* ; */",
                "SELECT 1 /*/ ; */",
                "SELECT 1 /* ;**/",
                "SELECT 1 -- ;\n + 1",
                "SELECT 1 -- a\r;\n + 1",
                "SELECT $a, ?1, :b, @c, #",
                "SELECT $a(;), :b::c(';), @d(\"--;/*)",
                "SELECT $a()",
                "SELECT \uFEFF1",
                "SELECT a$b$c",
                "SELECT (1",
                "SELECT \\",
                "ALTER TABLE t ADD COLUMN end INTEGER",
                "BEGIN TRANSACTION",
                "END TRANSACTION",
                "SELECT 'é' AS é",
            })
    void isNotInsideQuotesAndComments(String statement) {
        assertThat(Lexed.sqlite(statement + ";\nSELECT 2;").texts()).containsExactly(statement, "SELECT 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TRIGGER a AFTER INSERT ON t BEGIN SELECT 1; SELECT 2; END",
                "create temp trigger a after insert on t begin select 1; end",
                "CREATE TEMPORARY TRIGGER a AFTER INSERT ON t BEGIN SELECT 1; END",
                "CREATE TRIGGER IF NOT EXISTS a AFTER INSERT ON t BEGIN SELECT 1; END",
                "CREATE TRIGGER a AFTER INSERT ON t BEGIN SELECT CASE WHEN 1 THEN 2 END; SELECT 2; END",
                "CREATE TRIGGER a AFTER INSERT ON t BEGIN SELECT 1;; -- end;\n /* end; */ end /* a */ -- b\n",
                "CREATE TRIGGER a AFTER INSERT ON t BEGIN SELECT 1; SELECT 'x' AS \"end\"; SELECT 1; END",
                "/* a */ CREATE -- b\n TRIGGER a AFTER INSERT ON t BEGIN SELECT 1; END",
                "EXPLAIN CREATE TRIGGER a AFTER INSERT ON t BEGIN SELECT 1; END",
                "EXPLAIN QUERY PLAN CREATE TEMP TRIGGER a AFTER INSERT ON t BEGIN SELECT 1; END",
                "CREATE TRIGGER a AFTER INSERT ON t BEGIN SELECT 1;\uFEFFEND",
            })
    void isBehindTheEndOfATrigger(String trigger) {
        assertThat(Lexed.sqlite(trigger + ";\nSELECT 2;").texts()).containsExactly(trigger.stripTrailing(), "SELECT 2");
    }

    @Test
    void mayBeTheEndOfTheScript() {
        assertThat(Lexed.sqlite("SELECT 1; CREATE TRIGGER a AFTER INSERT ON t BEGIN SELECT 1; END")
                        .texts())
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";;", "-- a", "/* a */", "/* a */;"})
    void isNowhereInAnEmptyScript(String script) {
        assertThat(Lexed.sqlite(script).statements()).isEmpty();
    }

    @Test
    void leavesLineCommentsBeforeItOut() {
        Lexed lexed = Lexed.sqlite("-- one\nSELECT 1; -- two\n/* three */\n  SELECT 2");

        assertThat(lexed.texts()).containsExactly("SELECT 1", "/* three */\n  SELECT 2");
        assertThat(lexed.statements())
                .extracting(Statement::place)
                .containsExactly(new Place("s.sql", 2, 1), new Place("s.sql", 4, 3));
    }

    @Test
    void leavesAByteOrderMarkBeforeItOut() {
        String trigger = "CREATE TRIGGER a AFTER INSERT ON t BEGIN SELECT 1; END";

        assertThat(Lexed.sqlite("SELECT 1;\n\uFEFF" + trigger + ";").texts()).containsExactly("SELECT 1", trigger);
    }

    @Test
    void isFollowedByNoData() throws IOException {
        try (StatementReader reader =
                SqlLanguage.SQLITE.read(new StringReader("SELECT 1;"), new Place("s.sql", 1, 1))) {
            assertThat(reader.next()).isPresent();
            assertThatIllegalStateException().isThrownBy(reader::copyData);
        }
    }
}
