package dev.whimbrel.source.lexer;

import dev.whimbrel.migration.Place;
import dev.whimbrel.migration.ScriptLanguage;
import dev.whimbrel.migration.StatementReader;
import java.io.Reader;

/** Commands of Redis, one a line, as they are typed into {@code redis-cli}. */
public enum RedisLanguage implements ScriptLanguage {
    REDIS;

    @Override
    public String dialect() {
        return "redis";
    }

    @Override
    public String extension() {
        return "redis";
    }

    @Override
    public String terminator() {
        return "";
    }

    @Override
    public StatementReader read(Reader text, Place start) {
        return new RedisLexer(text, start);
    }
}
