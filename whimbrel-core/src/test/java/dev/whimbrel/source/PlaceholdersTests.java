package dev.whimbrel.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PlaceholdersTests {

    private static final Placeholders DECLARED =
            new Placeholders(Map.of("a", "1", "a.b", "2", "name", "${a}", "empty", "", "x-y_z", "3"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
            ${a}                     | 1
            x${a}y${a.b}z            | x1y2z
            ${a}${a}                 | 11
            [${empty}]               | []
            ${empty}${empty}${a}     | 1
            ${x-y_z}                 | 3
            ${name}                  | ${a}
            $${a}                    | $1
            ${${a}}                  | ${1}
            $esc$${a}$esc$           | $esc$1$esc$
            ${undeclared}            | ${undeclared}
            ${A} ${ a} ${a ${}       | ${A} ${ a} ${a ${}
            $ {a} $a {a} ${a         | $ {a} $a {a} ${a
            ${a:-1} \\${a}           | ${a:-1} \\1
            ${                       | ${
            $                        | $
            """)
    void areReplacedWhereDeclaredAndNowhereElse(String text, String replaced) throws IOException {
        StringWriter read = new StringWriter();
        DECLARED.in(new StringReader(text)).transferTo(read);

        assertThat(read.toString()).isEqualTo(replaced);
    }

    @Test
    void areLeftAloneWhereNoneIsDeclared() throws IOException {
        StringWriter read = new StringWriter();
        Placeholders.NONE.in(new StringReader("${a}")).transferTo(read);

        assertThat(read.toString()).isEqualTo("${a}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1a", "a b", "a}", "${a}", "é"})
    void haveAName(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Placeholders(Map.of(name, "1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\n", "\r", "\n"})
    void standForOneLine(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Placeholders(Map.of("secret", value)))
                .withMessage("the value of placeholder secret has more than one line");
    }

    @Test
    void areReplacedInScriptsButNotInTheirChecksums(@TempDir Path path) {
        MigrationsFolder folder = new MigrationsFolder(path).file("001_a.sql", "SELECT '${a}', '${b}';");

        var script = new TimelineReader(List.of(path), MigrationsFolder.ONE_POSTGRES, LeftOut.NONE, DECLARED)
                .read()
                .migrations()
                .get(0)
                .up();

        assertThat(MigrationsFolder.statements(script)).containsExactly("1: SELECT '1', '${b}'");
        assertThat(script.checksum())
                .isEqualTo(folder.read().migrations().get(0).up().checksum());
    }
}
