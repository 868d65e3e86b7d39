package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Secret;
import dev.whimbrel.database.Timeouts;
import dev.whimbrel.error.TimelineException;
import dev.whimbrel.migration.Execution;
import dev.whimbrel.migration.Place;
import dev.whimbrel.migration.Statement;
import dev.whimbrel.migration.StatementReader;
import dev.whimbrel.postgres.lexing.LexingCase;
import dev.whimbrel.postgres.lexing.NastyScript;
import dev.whimbrel.postgres.lexing.StatementLog;
import dev.whimbrel.source.lexer.SqlLanguage;
import dev.whimbrel.testkit.server.TestDatabase;
import java.io.IOException;
import java.io.StringReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * What a session sends reaches the server unchanged, byte for byte: the driver between them, which looks for semicolons,
 * question marks and braces itself, touches none of it. The server's log is compared with the texts, without any allowance.
 */
final class SentStatementsIT {

    private static final int GENERATED = 500;

    @Test
    void areTheTextsOfTheLexer() throws Exception {
        List<String> scripts = new ArrayList<>(
                LexingCase.all().stream().map(LexingCase::script).toList());
        LongStream.range(0, GENERATED)
                .mapToObj(NastyScript::of)
                .map(NastyScript::text)
                .forEach(scripts::add);
        StatementLog log = StatementLog.shared();
        try (TestDatabase database = log.server().createDatabase();
                PostgresSession session = session(database)) {
            // The first use of a session may ask the server things of its own.
            session.execute("SELECT 1");
            for (String script : scripts) {
                List<String> texts = new ArrayList<>();
                List<String> sent = log.during(database, () -> send(script, session, texts));

                assertThat(sent).as(script).isEqualTo(texts);
                session.execute("ROLLBACK");
                session.execute("DISCARD ALL");
            }
        }
    }

    private static PostgresSession session(TestDatabase database) {
        DatabaseSettings settings = DatabaseSettings.of("main", database.url())
                .withUser(database.user())
                .withPassword(Secret.of(database.password()));
        return new PostgresSession(new PostgresConnector(
                settings, PostgresUrl.parse(database.url()), Timeouts.defaults().answer()));
    }

    private static void send(String script, PostgresSession session, List<String> texts) throws IOException {
        try (StatementReader reader = SqlLanguage.POSTGRESQL.read(new StringReader(script), new Place("s", 1, 1))) {
            for (Optional<Statement> next = reader.next(); next.isPresent(); next = reader.next()) {
                texts.add(next.get().text());
                send(next.get(), reader, session);
            }
        } catch (TimelineException e) {
            // What comes before the place at which a script cannot be read is enough.
        }
    }

    /** Most of it is no SQL; what becomes of it does not matter here. */
    private static void send(Statement statement, StatementReader script, PostgresSession session) throws IOException {
        try {
            if (statement.execution() == Execution.COPY_IN) {
                session.copyIn(statement.text(), script.copyData());
            } else {
                session.execute(statement.text());
            }
        } catch (SQLException e) {
            assertThat(e.getSQLState()).as(statement.text()).doesNotStartWith("08");
        }
    }
}
