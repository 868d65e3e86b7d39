package dev.whimbrel.source.lexer;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.TimelineException;
import dev.whimbrel.migration.Execution;
import dev.whimbrel.migration.Place;
import dev.whimbrel.migration.Statement;
import dev.whimbrel.migration.StatementReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/**
 * Reads a script of Redis commands: one a line, a line that begins with {@code #} is a comment, and a comment
 * {@code # whimbrel: allow FLUSHDB} lets what follows use a command that is refused otherwise.
 */
final class RedisLexer implements StatementReader {

    private final CharReader chars;
    private final RedisVocabulary vocabulary = new RedisVocabulary();

    RedisLexer(Reader text, Place start) {
        this.chars = new CharReader(text, start);
    }

    @Override
    public Optional<Statement> next() throws IOException {
        while (chars.peek() != CharReader.END) {
            skipSpace();
            Place place = chars.place();
            String line = line();
            if (line.startsWith("#")) {
                vocabulary.readComment(line);
            } else if (!line.isEmpty()) {
                return Optional.of(statement(line, place));
            }
        }
        return Optional.empty();
    }

    /** White space before a command, empty lines included, belongs to nothing. */
    private void skipSpace() throws IOException {
        while (chars.peek() != CharReader.END && RedisWords.isSpace((char) chars.peek())) {
            chars.read();
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = chars.read(); c != CharReader.END && c != '\n'; c = chars.read()) {
            line.append((char) c);
        }
        int length = line.length();
        while (length > 0 && RedisWords.isSpace(line.charAt(length - 1))) {
            length--;
        }
        return line.substring(0, length);
    }

    private Statement statement(String line, Place place) {
        RedisWords words = RedisWords.of(line);
        if (words.unbalanced().isPresent()) {
            throw unbalanced(place.after(line, words.unbalanced().getAsInt()));
        }
        Statement statement =
                new Statement(line, place, place, Execution.NON_TRANSACTIONAL, RedisIndexes.changes(words.texts()));
        vocabulary.refuse(statement, words.texts());
        return statement;
    }

    private static TimelineException unbalanced(Place quote) {
        return new TimelineException(new Problem(
                ErrorCode.SCRIPT_UNTERMINATED,
                quote + ": a quoted word is not closed, or goes on behind its closing quote",
                "a command ends with its line, and white space must follow a closing quote, as in redis-cli",
                "close the quote on the same line; write a line break as \\n within double quotes"));
    }

    @Override
    public Reader copyData() {
        throw new IllegalStateException("commands of Redis are not followed by data");
    }

    @Override
    public void close() throws IOException {
        chars.close();
    }
}
