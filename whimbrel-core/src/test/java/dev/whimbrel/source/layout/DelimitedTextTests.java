package dev.whimbrel.source.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements that end with something else than a semicolon. */
final class DelimitedTextTests {

    private static String read(String delimiter, String text) {
        StringWriter read = new StringWriter();
        try (Reader reader = new DelimitedText(delimiter).of(new StringReader(text))) {
            reader.transferTo(read);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return read.toString();
    }

    @Test
    void endWithASemicolonInItsPlace() {
        assertThat(read("//", "a//b //\nc")).isEqualTo("a; b ; \nc");
        assertThat(read("\n\n\n", "a\n\n\nb\n\nc")).isEqualTo("a;\n\n\nb\n\nc");
        assertThat(read("\nGO\n", "a\nGO\nb")).isEqualTo("a;\n  \nb");
        assertThat(read("-- end", "a\n-- end\nb")).isEqualTo("a\n;     \nb");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'a//b'",
                "'it''s//'",
                "\"a//b\"",
                "`a//b`",
                "-- a//b\n",
                "/* a//b */",
                "$$a//b$$",
                "$x$a$$//$x$",
                "E'\\'//'",
                "$é_1$//$é_1$",
                "'//",
                "$$//",
                "/*//",
            })
    void leaveQuotedTextAlone(String quoted) {
        assertThat(read("//", quoted)).isEqualTo(quoted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"''", "'\\'", "$1", "a$b$", "$1$", "- -", "/ *", "E''", "$$$$", "'a' -- b\n", "a$$"})
    void goOnBehindQuotedText(String before) {
        assertThat(read("//", before + "//")).isEqualTo(before + "; ");
    }

    @Test
    void loseNothingAtTheEnd() {
        assertThat(read("//", "")).isEmpty();
        assertThat(read("//", "a/")).isEqualTo("a/");
        assertThat(read("//", "a$")).isEqualTo("a$");
        assertThat(read("//", "\uFEFFa")).isEqualTo("a");
    }
}
