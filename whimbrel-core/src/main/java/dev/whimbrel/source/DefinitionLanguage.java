package dev.whimbrel.source;

import dev.whimbrel.migration.Execution;
import dev.whimbrel.migration.Place;
import dev.whimbrel.migration.ScriptLanguage;
import dev.whimbrel.migration.Statement;
import dev.whimbrel.migration.StatementReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;

/** What is no script is to whoever handles scripts: the whole text is one statement. */
enum DefinitionLanguage implements ScriptLanguage {
    /** Definitions of long work. */
    YAML("definition", "yaml"),
    /** What migrations written in Java say of themselves. */
    JAVA("java", "java");

    private final String dialect;
    private final String extension;

    DefinitionLanguage(String dialect, String extension) {
        this.dialect = dialect;
        this.extension = extension;
    }

    @Override
    public String dialect() {
        return dialect;
    }

    @Override
    public String extension() {
        return extension;
    }

    @Override
    public String terminator() {
        return "";
    }

    @Override
    public StatementReader read(Reader text, Place start) {
        return new WholeText(text, start);
    }

    private static final class WholeText implements StatementReader {

        private final Reader text;
        private final Place start;
        private boolean isRead;

        WholeText(Reader text, Place start) {
            this.text = text;
            this.start = start;
        }

        @Override
        public Optional<Statement> next() throws IOException {
            if (isRead) {
                return Optional.empty();
            }
            isRead = true;
            StringWriter whole = new StringWriter();
            text.transferTo(whole);
            String definition = whole.toString();
            return definition.isBlank()
                    ? Optional.empty()
                    : Optional.of(new Statement(definition, start, start, Execution.TRANSACTIONAL, List.of()));
        }

        @Override
        public Reader copyData() {
            throw new IllegalStateException("no data follows a definition");
        }

        @Override
        public void close() throws IOException {
            text.close();
        }
    }
}
