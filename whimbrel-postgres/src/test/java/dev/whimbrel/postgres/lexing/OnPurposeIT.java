package dev.whimbrel.postgres.lexing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.testkit.server.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Where our lexer does not follow psql. Each time psql cuts to pieces, or changes, what the server takes as a whole:
 *
 * <ul>
 *   <li>A string goes on behind a line break in the mode in which it began. psql, which reads line by line, never sees
 *       that and reads on in the mode of a plain string.
 *   <li>A colon and a name stand for a variable in psql, so that {@code [1:E'…'} has no string with escapes for it, and
 *       {@code [1:CASE …]} no {@code CASE} that an {@code END} belongs to. Whimbrel has no such variables.
 *   <li>{@code \restrict} behind a block comment: psql sends the comment with the first statement.
 * </ul>
 *
 * <p>Two more have no file. psql replaces {@code :{?name}}, which is no SQL. And psql 17.11 takes an empty statement behind
 * the data of a {@code COPY} for another {@code COPY} and drops what follows up to {@code \.}.
 */
final class OnPurposeIT {

    static List<LexingCase> onPurpose() {
        return LexingCase.onPurpose();
    }

    @ParameterizedTest
    @MethodSource("onPurpose")
    void splitsAsTheServerReadsAndNotAsPsqlDoes(LexingCase one) throws Exception {
        StatementLog log = StatementLog.shared();
        Split split = Split.of(one.script());

        assertThat(Comparison.difference(
                        split, Psql.writing(log).sent(List.of(one.script())).get(0)))
                .as("how psql differs")
                .isPresent();
        try (TestDatabase database = log.server().createDatabase()) {
            assertThat(log.during(database, () -> execute(database, split))).isEqualTo(split.texts());
        }
    }

    /** By the simple protocol, in which the driver cuts nothing, and without a statement of the driver's own. */
    private static void execute(TestDatabase database, Split split) throws SQLException {
        String url = "jdbc:" + database.url() + "?preferQueryMode=extendedForPrepared&assumeMinServerVersion=14";
        try (Connection connection = DriverManager.getConnection(url, database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String text : split.texts()) {
                statement.execute(text);
            }
        }
    }
}
