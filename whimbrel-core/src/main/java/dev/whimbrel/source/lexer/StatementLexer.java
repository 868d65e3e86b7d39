package dev.whimbrel.source.lexer;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.TimelineException;
import dev.whimbrel.migration.Execution;
import dev.whimbrel.migration.ObjectChange;
import dev.whimbrel.migration.Place;
import dev.whimbrel.migration.Statement;
import dev.whimbrel.migration.StatementReader;
import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the lexers share whose statements end with a semicolon: collecting a statement's text and first words up to the semicolon that ends it.
 *
 * <p>A subclass moves on by one lexical element at a time in {@link #element()}, and says when a semicolon ends a
 * statement. White space and line comments before a statement are dropped, as psql does; a block comment before it is
 * kept, since it may be a hint to the planner.
 */
abstract class StatementLexer implements StatementReader {

    private static final CharClass SPACE = CharClass.of(StatementLexer::isSpace);

    /** The text, to be read by {@link #element()}; that of the current statement is kept. */
    protected final CharReader chars;

    /** The first words of the current statement. */
    protected final Tokens tokens;

    private final char lineCommentSign;
    private @Nullable Place start;
    private @Nullable Place firstWord;

    /** @param lineCommentSign what begins a line comment when it stands twice */
    StatementLexer(CharReader chars, char lineCommentSign) {
        this.chars = chars;
        this.lineCommentSign = lineCommentSign;
        this.tokens = new Tokens(chars);
    }

    /** Move over one lexical element: a string, a comment, a word, a sign. The next character is not white space. */
    protected abstract void element() throws IOException;

    /** Take note of the semicolon that is next. {@return whether it ends the statement} */
    protected abstract boolean takeSemicolon();

    /** Begin a new statement: forget what was counted in the last one. */
    protected abstract void reset();

    /** {@return what kind of execution the statement needs} */
    protected abstract Execution classify();

    /** {@return the schema objects that the statement creates, drops or renames} */
    protected abstract List<ObjectChange> changes();

    /** Check that the script may end here, within a statement that has no semicolon. */
    protected abstract void checkEnd();

    @Override
    public Optional<Statement> next() throws IOException {
        begin();
        while (true) {
            int c = chars.peek();
            if (isSpace(c)) {
                chars.skipAll(SPACE);
            } else if (c == ';') {
                Optional<Statement> statement = semicolon();
                if (statement.isPresent()) {
                    return statement;
                }
            } else if (c == lineCommentSign && chars.peek(1) == lineCommentSign) {
                lineComment();
            } else if (c == CharReader.END) {
                return last();
            } else {
                element();
            }
        }
    }

    private Optional<Statement> semicolon() throws IOException {
        if (!takeSemicolon()) {
            mark();
            chars.skip(1);
            return Optional.empty();
        }
        Optional<Statement> statement = statement();
        chars.skip(1);
        if (statement.isPresent()) {
            ended(statement.get());
        } else {
            begin();
        }
        return statement;
    }

    /** Move over a line comment, up to the line break that ends it. */
    protected abstract void lineComment() throws IOException;

    /** Called after a statement was read with its semicolon, or up to the end of the script. */
    protected void ended(Statement statement) throws IOException {}

    /** Begin a new statement: what was read of one so far is left out. */
    protected final void begin() {
        chars.release();
        tokens.clear();
        start = null;
        firstWord = null;
        reset();
    }

    private Optional<Statement> last() throws IOException {
        if (firstWord != null) {
            checkEnd();
        }
        Optional<Statement> statement = statement();
        if (statement.isPresent()) {
            ended(statement.get());
        }
        return statement;
    }

    private Optional<Statement> statement() {
        if (start == null || firstWord == null) {
            return Optional.empty();
        }
        return Optional.of(new Statement(textWithoutTrailingSpace(), start, firstWord, classify(), changes()));
    }

    /** Only what the dialect takes for white space; Java's own notion covers letters of identifiers. */
    private String textWithoutTrailingSpace() {
        int end = chars.keptLength();
        while (end > 0 && isSpace(chars.keptAt(end - 1))) {
            end--;
        }
        return chars.kept(0, end);
    }

    /** Note that a statement begins here, if none has begun yet: its first character, and its first word or sign. */
    protected final void mark() {
        if (firstWord == null) {
            markComment();
            firstWord = chars.place();
        }
    }

    /** Note that the text of a statement begins here with a comment, if it has not begun yet. */
    protected final void markComment() {
        if (start == null) {
            start = chars.place();
            chars.keep();
        }
    }

    /** {@return whether more than comments was read of the current statement} */
    protected final boolean hasBegun() {
        return firstWord != null;
    }

    /** {@return where the current statement's first word stands} */
    protected final Place firstWord() {
        return firstWord == null ? chars.place() : firstWord;
    }

    /** Move over everything up to and including the next {@code quote} that is not doubled. */
    protected final void quoted(char quote, String what) throws IOException {
        int opened = chars.keptLength();
        do {
            chars.skip(1);
            chars.skipTo(quote);
            if (chars.peek() == CharReader.END) {
                throw unterminated(what, opened);
            }
            chars.skip(1);
        } while (chars.peek() == quote);
    }

    /** {@return the failure for something that was opened at that index of the kept text} */
    protected final TimelineException unterminated(String what, int opened) {
        Place begin = start == null ? chars.place() : start;
        return unterminated(what, begin.after(chars.kept(0, opened), opened));
    }

    protected static TimelineException unterminated(String what, Place opened) {
        return new TimelineException(new Problem(
                ErrorCode.SCRIPT_UNTERMINATED,
                opened + ": unterminated " + what,
                "the script ends before the " + what + " that begins here does",
                "close the " + what + ", then run again"));
    }

    static boolean isSpace(int c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\u000B';
    }

    @Override
    public Reader copyData() throws IOException {
        throw new IllegalStateException("no data follows a statement of this dialect");
    }

    @Override
    public final void close() throws IOException {
        chars.close();
    }
}
