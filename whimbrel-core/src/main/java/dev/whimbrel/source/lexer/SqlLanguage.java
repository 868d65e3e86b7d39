package dev.whimbrel.source.lexer;

import dev.whimbrel.migration.Place;
import dev.whimbrel.migration.ScriptLanguage;
import dev.whimbrel.migration.StatementReader;
import java.io.Reader;
import java.util.Locale;
import java.util.function.BiFunction;

/** The SQL dialects. */
public enum SqlLanguage implements ScriptLanguage {
    POSTGRESQL(PostgresLexer::new),
    SQLITE(SqliteLexer::new);

    private final BiFunction<Reader, Place, StatementReader> lexer;

    SqlLanguage(BiFunction<Reader, Place, StatementReader> lexer) {
        this.lexer = lexer;
    }

    @Override
    public String dialect() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String extension() {
        return "sql";
    }

    @Override
    public String terminator() {
        return ";";
    }

    @Override
    public StatementReader read(Reader text, Place start) {
        return lexer.apply(text, start);
    }
}
