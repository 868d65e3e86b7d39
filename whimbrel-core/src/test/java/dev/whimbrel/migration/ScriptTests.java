package dev.whimbrel.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.TimelineException;
import dev.whimbrel.source.lexer.SqlLanguage;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import org.junit.jupiter.api.Test;

final class ScriptTests {

    private static Checksum first(int statements, String text) {
        return Scripts.postgres("a.sql", text).checksumOfFirst(statements);
    }

    @Test
    void knowsItsFirstStatementsAgainWhateverFollowsAndLiesBetween() {
        Checksum two = first(2, "SELECT 1; SELECT 2; SELECT 3;");

        assertThat(first(2, "-- a\nSELECT 1;\r\n\r\n;SELECT 2")).isEqualTo(two);
        assertThat(first(2, "BEGIN; SELECT 1; SELECT 2; SELECT '4'; COMMIT;")).isEqualTo(two);
        assertThat(first(2, "SELECT 1; SELECT 3; SELECT 3;")).isNotEqualTo(two);
        assertThat(first(3, "SELECT 1; SELECT 2; SELECT 3;")).isNotEqualTo(two);
        assertThat(first(2, "SELECT 1")).isNotEqualTo(two);
    }

    @Test
    void knowsItsFirstStatementsAgainWithOtherLineEnds() {
        assertThat(first(1, "SELECT\n1;")).isEqualTo(first(1, "SELECT\r\n1;"));
        assertThat(first(1, "SELECT\n1;")).isNotEqualTo(first(1, "SELECT 1;"));
    }

    @Test
    void looksNoFurtherThanTheStatementsItIsAskedFor() {
        assertThat(first(1, "SELECT 1; SELECT 'unterminated")).isEqualTo(first(1, "SELECT 1;"));
    }

    @Test
    void knowsNoStatementAtAllAgain() {
        assertThat(first(0, "SELECT 1;")).isEqualTo(first(0, "SELECT 2;"));
    }

    @Test
    void isReadForItsSummaryOnce() {
        Script script = Scripts.postgres("a.sql", "SELECT 1;");

        assertThat(script.summary()).isSameAs(script.summary());
    }

    @Test
    void saysWhichFileCannotBeRead() {
        Script gone = new Script("a.sql", Checksum.of(""), new Gone(), SqlLanguage.POSTGRESQL, TransactionWish.NONE);

        assertThatExceptionOfType(TimelineException.class)
                .isThrownBy(gone::summary)
                .satisfies(e -> assertThat(e.problems())
                        .containsExactly(new Problem(
                                ErrorCode.SCRIPT_UNREADABLE,
                                "a.sql cannot be read",
                                "it is gone",
                                "check the file and its permissions, then run again")));
        assertThatExceptionOfType(TimelineException.class).isThrownBy(() -> gone.checksumOfFirst(1));
    }

    private record Gone() implements Script.ScriptText {

        @Override
        public Reader open() throws IOException {
            throw new IOException("it is gone");
        }

        @Override
        public InputStream openFile() throws IOException {
            throw new IOException("it is gone");
        }

        @Override
        public int firstLine() {
            return 1;
        }
    }
}
