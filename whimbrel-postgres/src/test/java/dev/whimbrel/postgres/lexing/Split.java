package dev.whimbrel.postgres.lexing;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.TimelineException;
import dev.whimbrel.migration.Place;
import dev.whimbrel.migration.Statement;
import dev.whimbrel.migration.StatementReader;
import dev.whimbrel.source.lexer.SqlLanguage;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What Whimbrel makes of a script.
 *
 * @param statements up to the end, or up to where it was refused
 * @param refusal why it was refused, if it was
 */
record Split(List<Statement> statements, Optional<ErrorCode> refusal) {

    static Split of(String script) {
        List<Statement> statements = new ArrayList<>();
        try (StatementReader reader = SqlLanguage.POSTGRESQL.read(new StringReader(script), new Place("s.sql", 1, 1))) {
            for (Optional<Statement> next = reader.next(); next.isPresent(); next = reader.next()) {
                statements.add(next.get());
            }
            return new Split(statements, Optional.empty());
        } catch (TimelineException e) {
            return new Split(
                    statements, Optional.of(e.problems().iterator().next().code()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> texts() {
        return statements.stream().map(Statement::text).toList();
    }
}
