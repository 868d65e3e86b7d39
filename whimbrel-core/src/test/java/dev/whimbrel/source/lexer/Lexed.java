package dev.whimbrel.source.lexer;

import dev.whimbrel.migration.Execution;
import dev.whimbrel.migration.Place;
import dev.whimbrel.migration.ScriptLanguage;
import dev.whimbrel.migration.Statement;
import dev.whimbrel.migration.StatementReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a lexer makes of a whole script, for tests. */
record Lexed(List<Statement> statements, List<String> data) {

    static Lexed postgres(String script) {
        return of(SqlLanguage.POSTGRESQL, script);
    }

    static Lexed sqlite(String script) {
        return of(SqlLanguage.SQLITE, script);
    }

    static Lexed of(ScriptLanguage language, String script) {
        List<Statement> statements = new ArrayList<>();
        List<String> data = new ArrayList<>();
        try (StatementReader reader = language.read(new StringReader(script), new Place("s.sql", 1, 1))) {
            for (Optional<Statement> next = reader.next(); next.isPresent(); next = reader.next()) {
                statements.add(next.get());
                if (next.get().execution() == Execution.COPY_IN) {
                    StringWriter copied = new StringWriter();
                    reader.copyData().transferTo(copied);
                    data.add(copied.toString());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Lexed(statements, data);
    }

    List<String> texts() {
        return statements.stream().map(Statement::text).toList();
    }

    /** {@return the only statement} */
    Statement single() {
        if (statements.size() != 1) {
            throw new AssertionError("not one statement but " + texts());
        }
        return statements.get(0);
    }
}
