package dev.whimbrel.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whimbrel.source.file.JsonText.MalformedException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON read without a library. */
final class JsonTextTests {

    @Test
    void readsEveryKindOfValue() throws MalformedException {
        assertThat(JsonText.parse(" {\"a\": [1, -2.5e3, true, false, null, \"x\"], \"b\": {}, \"c\": []}\r\n"))
                .isEqualTo(Map.of(
                        "a",
                        List.of(BigDecimal.ONE, new BigDecimal("-2.5e3"), true, false, Optional.empty(), "x"),
                        "b",
                        Map.of(),
                        "c",
                        List.of()));
    }

    @Test
    void readsEscapes() throws MalformedException {
        assertThat(JsonText.parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\udc26 é\""))
                .isEqualTo("\"\\/\b\f\n\r\té\uD83D\uDC26 é");
    }

    @Test
    void readsLongStrings() throws MalformedException {
        String text = "x".repeat(1_000_000);
        assertThat(JsonText.parse("\"" + text + "\"")).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "\"",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "[1,]",
                "[1 2]",
                "{a:1}",
                "'a'",
                "01",
                "+1",
                "1.",
                ".5",
                "-",
                "NaN",
                "Infinity",
                "tru",
                "nulll",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\\u12\"",
                "\"a\nb\"",
                "\"\t\"",
                "{} {}",
                "{\"a\":1,\"a\":2}",
                "/* a */ 1",
                "[1] // b",
                "\uFEFF1",
                "\"\\",
                "1e99999",
            })
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> JsonText.parse(text))
                .isInstanceOf(MalformedException.class)
                .hasMessageStartingWith("line ");
    }

    @Test
    void refusesEndlessNesting() {
        assertThatThrownBy(() -> JsonText.parse("[".repeat(100_000)))
                .isInstanceOf(MalformedException.class)
                .hasMessage("line 1: it is nested too deep");
    }

    @Test
    void saysWhere() {
        assertThatThrownBy(() -> JsonText.parse("{\n\"a\": 1,\n\"b\" 2}")).hasMessage("line 3: `:` is expected");
    }
}
