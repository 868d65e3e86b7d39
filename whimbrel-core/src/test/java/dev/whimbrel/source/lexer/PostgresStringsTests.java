package dev.whimbrel.source.lexer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where strings and quoted identifiers of PostgreSQL end. */
final class PostgresStringsTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                // plain: doubled quotes, and a backslash like any other character
                "SELECT ';'",
                "SELECT 'it''s;'",
                "SELECT ';''', ''';'",
                "SELECT 'c:\\', ';'",
                "SELECT '', ';'",
                // E strings, in either case
                "SELECT E'it\\'s;'",
                "SELECT e'it\\'s; x'",
                "SELECT e'\\\\', ';'",
                "SELECT E'it''s;\\''",
                "SELECT e'a' 'b;'",
                // bits, hexadecimal, national: no backslashes
                "SELECT B'01\\', ';'",
                "SELECT b'01\\', ';'",
                "SELECT X'1F\\', ';'",
                "SELECT N'\\', ';'",
                // the end of an identifier is no prefix
                "SELECT type'\\', ';'",
                "SELECT _e'\\', ';'",
                // Unicode strings and identifiers: doubling only
                "SELECT U&'d\\0061t;\\', ';'",
                "SELECT u&'a'';'",
                "SELECT U&\"d\\0061t;\"\"\", 1",
                "SELECT u&b, ';'",
                // identifiers
                "SELECT \";\"",
                "SELECT \"a\"\";\"",
                "SELECT \"'\", \"--\", \"/*\", \"$$\", \"(\"",
                // other quotes inside
                "SELECT '\"', ';', '$$', '/*', '--', '('",
            })
    void doNotEndAStatementInside(String statement) {
        assertThat(Lexed.postgres(statement + ";\nSELECT 2;").texts()).containsExactly(statement, "SELECT 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'a'\n';'",
                "SELECT 'a'  \r\n\t ';'",
                "SELECT 'a' -- a comment's quote\n ';'",
                "SELECT 'a'\n-- one\n-- two\n';'",
                "SELECT e'a'\n'\\';'",
                "SELECT e'a' -- b\n  '\\';'",
                "SELECT U&'a'\n'\\', ';'",
                "SELECT 'a'\n'\\', ';'",
            })
    void goOnInTheSameModeAfterALineBreak(String statement) {
        assertThat(Lexed.postgres(statement + ";\nSELECT 2;").texts()).containsExactly(statement, "SELECT 2");
    }

    @Test
    void goOnInNoModeOnTheSameLine() {
        assertThat(Lexed.postgres("SELECT e'a' '\\'; SELECT 2;").texts())
                .containsExactly("SELECT e'a' '\\'", "SELECT 2");
    }

    @Test
    void doNotGoOnAfterABlockComment() {
        assertThat(Lexed.postgres("SELECT e'a' /*\n*/ '\\'; SELECT 2;").texts())
                .containsExactly("SELECT e'a' /*\n*/ '\\'", "SELECT 2");
    }

    @Test
    void endBeforeALineCommentAtTheEndOfTheScript() {
        assertThat(Lexed.postgres("SELECT 'a' -- b").texts()).containsExactly("SELECT 'a' -- b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT $$;$$",
                "SELECT $$'$$",
                "SELECT $a$;$$;$a$",
                "SELECT $a$ $b$; $b$ ; $a$",
                "SELECT $d$ ; $junk$d$",
                "SELECT $d$ ; $d $d$",
                "SELECT $_1$;$_1$",
                "SELECT $é$;$é$",
                "SELECT $A$;$a$;$A$",
                "SELECT $$ -- $$",
                "SELECT $$ /* $$",
                "SELECT $$a$$$$;$$",
                "SELECT 1$a$;$a$",
                "DO $$ BEGIN IF true THEN PERFORM 1; END IF; END $$",
            })
    void inDollarsEndAtTheSameTag(String statement) {
        assertThat(Lexed.postgres(statement + ";\nSELECT 2;").texts()).containsExactly(statement, "SELECT 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT a$b$c",
                "SELECT a$$b",
                "SELECT é$$",
                "SELECT $1",
                "SELECT $1$",
                "SELECT $1$2$",
                "SELECT $1 + $2",
                "SELECT $",
                "SELECT $a",
                "SELECT $a-$",
            })
    void doNotBeginAtADollarThatOpensNone(String statement) {
        assertThat(Lexed.postgres(statement + "; SELECT $1; SELECT $$a$$;").texts())
                .containsExactly(statement, "SELECT $1", "SELECT $$a$$");
    }
}
