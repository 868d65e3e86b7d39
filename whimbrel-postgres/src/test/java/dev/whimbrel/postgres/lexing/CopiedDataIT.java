package dev.whimbrel.postgres.lexing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.migration.Execution;
import dev.whimbrel.migration.Place;
import dev.whimbrel.migration.Statement;
import dev.whimbrel.migration.StatementReader;
import dev.whimbrel.source.lexer.SqlLanguage;
import dev.whimbrel.testkit.server.TestDatabase;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;

/** The data that stands behind a {@code COPY} in a script is what psql takes for it. */
final class CopiedDataIT {

    private static final String ROWS = "SELECT * FROM copied";

    static List<LexingCase> copying() {
        return LexingCase.all().stream().filter(LexingCase::copies).toList();
    }

    @ParameterizedTest
    @MethodSource("copying")
    void isThatOfPsql(LexingCase one) throws Exception {
        StatementLog log = StatementLog.shared();
        try (TestDatabase theirs = log.server().createDatabase();
                TestDatabase ours = log.server().createDatabase()) {
            Psql.writing(log).sent(List.of(one.script()), theirs);
            copy(one.script(), ours);

            assertThat(ours.query(ROWS)).isEqualTo(theirs.query(ROWS)).isNotEmpty();
        }
    }

    private static void copy(String script, TestDatabase database) throws SQLException, IOException {
        try (Connection connection = database.connect();
                StatementReader reader = SqlLanguage.POSTGRESQL.read(new StringReader(script), new Place("s", 1, 1))) {
            for (Optional<Statement> next = reader.next(); next.isPresent(); next = reader.next()) {
                if (next.get().execution() == Execution.COPY_IN) {
                    connection
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyIn(next.get().text(), reader.copyData());
                } else {
                    try (java.sql.Statement statement = connection.createStatement()) {
                        statement.execute(next.get().text());
                    }
                }
            }
        }
    }
}
