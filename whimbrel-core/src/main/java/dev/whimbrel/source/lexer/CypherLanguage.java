package dev.whimbrel.source.lexer;

import dev.whimbrel.migration.Place;
import dev.whimbrel.migration.ScriptLanguage;
import dev.whimbrel.migration.StatementReader;
import java.io.Reader;

/** Cypher, as Neo4j speaks it. */
public enum CypherLanguage implements ScriptLanguage {
    CYPHER;

    @Override
    public String dialect() {
        return "neo4j";
    }

    @Override
    public String extension() {
        return "cypher";
    }

    @Override
    public String terminator() {
        return ";";
    }

    @Override
    public StatementReader read(Reader text, Place start) {
        return new CypherLexer(text, start);
    }
}
