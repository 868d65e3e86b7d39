package dev.whimbrel.source.lexer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts that change what a backslash in a plain string means. */
final class StringSettingTests {

    private static final String OFF = "SET standard_conforming_strings = off";
    private static final String ESCAPES = "SELECT 'it\\'s; x', N'\\';'";
    private static final String CONFORMS = "SELECT 'c:\\', ';'";

    @ParameterizedTest
    @ValueSource(
            strings = {
                OFF,
                "set standard_conforming_strings to off",
                "/* old */ SET SESSION standard_conforming_strings TO 'off'",
                "SET LOCAL standard_conforming_strings = 0",
                "SET standard_conforming_strings = No",
                "SET standard_conforming_strings = false ",
                "SET standard_conforming_strings = f",
                "SET standard_conforming_strings = of",
            })
    void makesPlainStringsKnowBackslashes(String set) {
        assertThat(Lexed.postgres(CONFORMS + ";" + set + ";" + ESCAPES + ";\nSELECT 2;")
                        .texts())
                .containsExactly(CONFORMS, set.strip(), ESCAPES, "SELECT 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET standard_conforming_strings = on",
                "SET standard_conforming_strings TO 'on'",
                "SET standard_conforming_strings = 1",
                "SET SESSION standard_conforming_strings = yes",
                "SET standard_conforming_strings TO DEFAULT",
                "RESET standard_conforming_strings",
                "RESET ALL",
                "DISCARD ALL",
            })
    void makesThemConformAgain(String set) {
        assertThat(Lexed.postgres(OFF + ";" + set + ";" + CONFORMS + ";\nSELECT 2;")
                        .texts())
                .containsExactly(OFF, set, CONFORMS, "SELECT 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'SET standard_conforming_strings = off'",
                "SET \"standard_conforming_strings \" = off",
                "SET escape_string_warning = off",
                "ALTER ROLE r SET standard_conforming_strings = off",
                "SHOW standard_conforming_strings",
            })
    void isNotSeenElsewhere(String statement) {
        assertThat(Lexed.postgres(statement + ";" + CONFORMS + "; SELECT 2").texts())
                .containsExactly(statement, CONFORMS, "SELECT 2");
    }

    @Test
    void leavesOtherStringsAlone() {
        String others = "SELECT B'1\\', x'\\', U&'\\', E'\\';', $$\\$$, \"\\\", ';'";

        assertThat(Lexed.postgres(OFF + ";" + others + "; SELECT 2").texts()).containsExactly(OFF, others, "SELECT 2");
    }

    @Test
    void goesOnOverALineBreakInTheSameMode() {
        String goingOn = "SELECT 'a'\n'\\';'";

        assertThat(Lexed.postgres(OFF + ";" + goingOn + "; SELECT 2").texts())
                .containsExactly(OFF, goingOn, "SELECT 2");
    }
}
