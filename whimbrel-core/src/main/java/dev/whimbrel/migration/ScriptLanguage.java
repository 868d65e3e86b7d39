package dev.whimbrel.migration;

import java.io.Reader;

/** The language of a database's scripts: it knows where statements end and how each must be run. Thread-safe. */
public interface ScriptLanguage {

    /** {@return the name of the dialect as in {@code 003_x.postgresql.sql}} */
    String dialect();

    /** {@return the extension of its scripts, without the dot} */
    String extension();

    /** {@return what is written behind each statement, apart from the end of the line} */
    String terminator();

    /**
     * {@return a reader of the statements in {@code text}, which it closes}
     *
     * @param text the script, its first character standing at {@code start}
     */
    StatementReader read(Reader text, Place start);
}
