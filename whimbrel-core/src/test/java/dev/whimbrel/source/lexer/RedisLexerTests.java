package dev.whimbrel.source.lexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.TimelineException;
import dev.whimbrel.migration.ObjectChange;
import dev.whimbrel.migration.ObjectKind;
import dev.whimbrel.migration.Place;
import dev.whimbrel.migration.Statement;
import dev.whimbrel.migration.StatementReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RedisLexerTests {

    private static List<Statement> read(String script) {
        List<Statement> statements = new ArrayList<>();
        try (StatementReader reader =
                RedisLanguage.REDIS.read(new StringReader(script), new Place("001_x.redis", 1, 1))) {
            for (Optional<Statement> next = reader.next(); next.isPresent(); next = reader.next()) {
                statements.add(next.get());
            }
            return statements;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Problem refusal(String script) {
        TimelineException refusal = catchThrowableOfType(TimelineException.class, () -> read(script));
        return refusal.problems().iterator().next();
    }

    @Test
    void readsACommandALine() {
        assertThat(read("SET bird curlew\r\n\r\n  # a comment\n\t DEL nest \n#another\nGET egg"))
                .extracting(statement -> statement.place() + " " + statement.text())
                .containsExactly(
                        "001_x.redis:1:1 SET bird curlew", "001_x.redis:4:3 DEL nest", "001_x.redis:6:1 GET egg");
    }

    @Test
    void takesASignOfACommentWithinALineAsItIs() {
        assertThat(read("SET bird #curlew")).extracting(Statement::text).containsExactly("SET bird #curlew");
    }

    @Test
    void pointsAtTheQuoteThatIsNotClosed() {
        Problem problem = refusal("GET bird\n SET bird \"curlew\nGET bird");

        assertThat(problem.code()).isEqualTo(ErrorCode.SCRIPT_UNTERMINATED);
        assertThat(problem.what()).startsWith("001_x.redis:2:11: ");
    }

    @Test
    void knowsTheIndexesThatAreMadeAndDropped() {
        assertThat(read("FT.CREATE docs ON HASH SCHEMA text TEXT\nft.dropindex docs\nSET a b"))
                .flatExtracting(Statement::changes)
                .containsExactly(
                        new ObjectChange(ObjectChange.Action.CREATE, ObjectKind.INDEX, "docs", Optional.empty()),
                        new ObjectChange(ObjectChange.Action.DROP, ObjectKind.INDEX, "docs", Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# whimbrel: allow FLUSHDB",
                "#whimbrel:allow flushdb",
                "# whimbrel: allow CONFIG, FLUSHDB",
                "#  Whimbrel:  Allow  CONFIG  FLUSHDB  "
            })
    void allowsWhatTheFileAsksForByName(String comment) {
        assertThat(read(comment + "\nFLUSHDB")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# whimbrel: allow FLUSHALL",
                "# whimbrel: FLUSHDB",
                "# allow FLUSHDB",
                "# do not write whimbrel: allow FLUSHDB"
            })
    void allowsNothingElse(String comment) {
        assertThat(refusal(comment + "\nFLUSHDB").code()).isEqualTo(ErrorCode.SCRIPT_COMMAND_REFUSED);
    }

    @Test
    void allowsNothingBeforeItWasAskedFor() {
        Problem problem = refusal("FLUSHDB\n# whimbrel: allow FLUSHDB");

        assertThat(problem.what()).isEqualTo("001_x.redis:1:1: the command is refused: FLUSHDB");
        assertThat(problem.remedy()).contains("# whimbrel: allow FLUSHDB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHUTDOWN", "SELECT", "EVAL", "MULTI"})
    void allowsNothingThatCannotBeAllowed(String command) {
        assertThat(refusal("# whimbrel: allow " + command + "\n" + command + " 1 2"))
                .isNotNull();
    }

    @Test
    void refusesACommandOfMoreWordsThanAScriptCanHandOver() {
        assertThat(refusal("DEL" + " key".repeat(7000)).remedy()).isEqualTo("split it into several commands");
        assertThat(read("DEL" + " key".repeat(6999))).hasSize(1);
    }
}
