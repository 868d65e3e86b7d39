package dev.whimbrel.source.lexer;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.TimelineException;
import dev.whimbrel.migration.Execution;
import dev.whimbrel.migration.ObjectChange;
import dev.whimbrel.migration.Place;
import dev.whimbrel.migration.Statement;
import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Splits PostgreSQL scripts as psql does.
 *
 * <p>The rules are those of {@code psqlscan.l}: a semicolon ends a statement outside quotes, comments, parentheses and
 * {@code BEGIN ATOMIC} bodies; block comments nest; {@code E''} strings know backslashes and others do not; a dollar
 * quote needs a tag that could be an identifier and cannot begin inside one. What the script itself sets
 * {@code standard_conforming_strings} to holds for what follows. Of psql's meta-commands only
 * the pair {@code restrict} and {@code unrestrict} is understood, which pg_dump writes; any other is refused with its line.
 */
final class PostgresLexer extends StatementLexer {

    /** With its key and nothing else: psql would run what follows on the same line. */
    private static final Pattern RESTRICT = Pattern.compile("\\\\(un)?restrict(\\s+[A-Za-z0-9]+)?");

    static final CharClass IDENTIFIER_PART = CharClass.of(PostgresLexer::isIdentifierPart);

    private final PostgresStrings strings = new PostgresStrings(this);
    private int parentheses;
    private int openedParenthesis;
    private AtomicBody body = new AtomicBody();
    private @Nullable CopyData copyData;
    private boolean copyFollows;

    /** As long as a script does not say otherwise they do not. */
    private boolean plainStringsKnowBackslashes;

    PostgresLexer(Reader text, Place start) {
        super(new CharReader(text, start), '-');
    }

    @Override
    protected void reset() {
        parentheses = 0;
        body = new AtomicBody();
    }

    @Override
    public Optional<Statement> next() throws IOException {
        if (copyData != null) {
            copyData.skip();
            copyData = null;
        }
        return super.next();
    }

    @Override
    protected void element() throws IOException {
        int c = chars.peek();
        if (c == '/' && chars.peek(1) == '*') {
            comment();
        } else if (c == '\\') {
            metaCommand();
        } else {
            mark();
            elementOfStatement(c);
        }
    }

    private void elementOfStatement(int c) throws IOException {
        if (c == '\'') {
            strings.string(plainStringsKnowBackslashes);
        } else if (c == '"') {
            quotedIdentifier();
        } else if (isIdentifierStart(c)) {
            wordOrPrefixedString(c);
        } else if (PostgresNumber.isNext(chars)) {
            new PostgresNumber(chars).read();
        } else if (c == '$') {
            strings.dollarQuoted();
        } else if (c == '.' && chars.peek(1) == '.') {
            chars.skip(2);
        } else {
            parenthesisOrSign((char) c);
        }
    }

    private void parenthesisOrSign(char c) throws IOException {
        if (c == ')' && parentheses > 0) {
            parentheses--;
        }
        tokens.sign(parentheses);
        if (c == '(') {
            openedParenthesis = parentheses == 0 ? chars.keptLength() : openedParenthesis;
            parentheses++;
        }
        chars.skip(1);
    }

    /** Block comments nest, and a slash and star followed by a slash opens without closing. */
    private void comment() throws IOException {
        markComment();
        int opened = chars.keptLength();
        int depth = 0;
        do {
            if (chars.peek() == '/' && chars.peek(1) == '*') {
                depth++;
                chars.skip(2);
            } else if (chars.peek() == '*' && chars.peek(1) == '/') {
                depth--;
                chars.skip(2);
            } else {
                chars.skip(1);
            }
            if (depth > 0) {
                chars.skipTo('/', '*');
                if (chars.peek() == CharReader.END) {
                    throw unterminated("comment", opened);
                }
            }
        } while (depth > 0);
    }

    private void wordOrPrefixedString(int c) throws IOException {
        int next = chars.peek(1);
        if (next == '\'' && "eE".indexOf(c) >= 0) {
            chars.skip(1);
            strings.string(true);
        } else if (next == '\'' && "bBxX".indexOf(c) >= 0) {
            chars.skip(1);
            strings.string(false);
        } else if (next == '\'' && "nN".indexOf(c) >= 0) {
            chars.skip(1);
            strings.string(plainStringsKnowBackslashes);
        } else if (next == '&' && "uU".indexOf(c) >= 0) {
            unicode();
        } else {
            word();
        }
    }

    private void unicode() throws IOException {
        int quote = chars.peek(2);
        chars.skip(quote == '\'' || quote == '"' ? 2 : 1);
        if (quote == '"') {
            quotedIdentifier();
        } else if (quote == '\'') {
            strings.string(false);
        }
    }

    private void word() throws IOException {
        int from = chars.keptLength();
        chars.skipAll(IDENTIFIER_PART);
        tokens.add(Token.Kind.WORD, from, parentheses);
        if (body.listens(parentheses)) {
            body.word(chars.kept(from, chars.keptLength()));
        }
    }

    private void quotedIdentifier() throws IOException {
        int from = chars.keptLength();
        quoted('"', "quoted identifier");
        tokens.add(Token.Kind.QUOTED, from, parentheses);
    }

    private void metaCommand() throws IOException {
        Place place = chars.place();
        String command = restOfLine().strip();
        if (hasBegun() || !RESTRICT.matcher(command).matches()) {
            throw new TimelineException(new Problem(
                    ErrorCode.SCRIPT_META_COMMAND,
                    place + ": meta-command of psql: " + command.replaceAll("\\s.*", ""),
                    "only psql understands it, and leaving it out could change what the script does",
                    "remove the line, or write in SQL what it does"));
        }
        begin();
    }

    @Override
    protected void lineComment() throws IOException {
        chars.skipTo('\n', '\r');
    }

    @Override
    protected boolean takeSemicolon() {
        return parentheses == 0 && !body.isOpen();
    }

    @Override
    protected Execution classify() {
        Execution execution = PostgresExecution.of(tokens);
        copyFollows = execution == Execution.COPY_IN;
        return execution;
    }

    /** Data begins on the line after the one on which the statement ends. */
    @Override
    protected void ended(Statement statement) throws IOException {
        StringSetting.of(tokens, statement.text()).ifPresent(conforming -> plainStringsKnowBackslashes = !conforming);
        if (copyFollows) {
            copyFollows = false;
            chars.release();
            Place place = chars.place();
            refuseAfterCopy(restOfLine(), place);
            copyData = new CopyData(chars);
        }
    }

    private String restOfLine() throws IOException {
        StringBuilder rest = new StringBuilder();
        for (int c = chars.read(); c != CharReader.END && c != '\n'; c = chars.read()) {
            rest.append((char) c);
        }
        return rest.toString();
    }

    private static void refuseAfterCopy(String rest, Place place) {
        if (!rest.isBlank() && !rest.strip().startsWith("--")) {
            throw new TimelineException(new Problem(
                    ErrorCode.SCRIPT_UNREADABLE,
                    place + ": text after COPY … FROM STDIN; on the same line",
                    "the data of COPY begins on the next line",
                    "move what follows behind the data"));
        }
    }

    @Override
    protected List<ObjectChange> changes() {
        return ObjectChangeParser.POSTGRES.parse(tokens);
    }

    @Override
    protected void checkEnd() {
        if (parentheses > 0) {
            throw unterminated("parenthesis", openedParenthesis);
        }
        if (body.isOpen()) {
            throw unterminated("BEGIN ATOMIC body", firstWord());
        }
    }

    @Override
    public Reader copyData() {
        if (copyData == null) {
            throw new IllegalStateException("no data follows the last statement");
        }
        return copyData;
    }

    static boolean isIdentifierStart(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
    }

    static boolean isIdentifierPart(int c) {
        return isIdentifierStart(c) || PostgresNumber.isDigit(c) || c == '$';
    }
}
