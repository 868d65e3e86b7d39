package dev.whimbrel.source.lexer;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.TimelineException;
import dev.whimbrel.migration.Execution;
import dev.whimbrel.migration.Place;
import dev.whimbrel.migration.Statement;
import java.io.IOException;
import java.io.Reader;
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

    private int parentheses;
    private @Nullable Place openedParenthesis;
    private AtomicBody body = new AtomicBody();
    private @Nullable CopyData copyData;
    private boolean copyFollows;

    /** As long as a script does not say otherwise they do not. */
    private boolean plainStringsKnowBackslashes;

    PostgresLexer(Reader text, Place start) {
        super(new CharReader(text, start));
    }

    @Override
    protected void reset() {
        parentheses = 0;
        openedParenthesis = null;
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
        if (chars.startsWith("/*")) {
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
            string(plainStringsKnowBackslashes);
        } else if (c == '"') {
            quotedIdentifier();
        } else if (isIdentifierStart(c)) {
            wordOrPrefixedString(c);
        } else if (PostgresNumber.isNext(chars)) {
            new PostgresNumber(chars, text).read();
        } else if (c == '$') {
            dollar();
        } else if (chars.startsWith("..")) {
            sign();
            sign();
        } else {
            parenthesisOrSign((char) c);
        }
    }

    private void parenthesisOrSign(char c) throws IOException {
        if (c == ')' && parentheses > 0) {
            parentheses--;
        }
        tokens.sign(c, parentheses);
        if (c == '(') {
            openedParenthesis = parentheses == 0 ? chars.place() : openedParenthesis;
            parentheses++;
        }
        sign();
    }

    /** Block comments nest, and a slash and star followed by a slash opens without closing. */
    private void comment() throws IOException {
        Place opened = chars.place();
        markComment();
        int depth = 0;
        do {
            if (chars.peek() == CharReader.END) {
                throw unterminated("comment", opened);
            }
            if (chars.startsWith("/*")) {
                depth++;
                chars.read(2, text);
            } else if (chars.startsWith("*/")) {
                depth--;
                chars.read(2, text);
            } else {
                chars.read(1, text);
            }
        } while (depth > 0);
    }

    private void wordOrPrefixedString(int c) throws IOException {
        int next = chars.peek(1);
        if (next == '\'' && "eE".indexOf(c) >= 0) {
            sign();
            string(true);
        } else if (next == '\'' && "bBxX".indexOf(c) >= 0) {
            sign();
            string(false);
        } else if (next == '\'' && "nN".indexOf(c) >= 0) {
            sign();
            string(plainStringsKnowBackslashes);
        } else if (next == '&' && "uU".indexOf(c) >= 0) {
            unicode();
        } else {
            word();
        }
    }

    private void unicode() throws IOException {
        int quote = chars.peek(2);
        chars.read(quote == '\'' || quote == '"' ? 2 : 1, text);
        if (quote == '"') {
            quotedIdentifier();
        } else if (quote == '\'') {
            string(false);
        }
    }

    private void word() throws IOException {
        int from = text.length();
        while (isIdentifierPart(chars.peek())) {
            chars.read(1, text);
        }
        String word = text.substring(from);
        tokens.word(word, parentheses);
        body.word(word, parentheses);
    }

    private void quotedIdentifier() throws IOException {
        int from = text.length() + 1;
        quoted('"', "quoted identifier");
        tokens.quoted(text.substring(from, text.length() - 1).replace("\"\"", "\""), parentheses);
    }

    /** A string goes on after its closing quote if white space with a line break and another quote follow. */
    private void string(boolean backslashes) throws IOException {
        do {
            if (backslashes) {
                escapeString();
            } else {
                quoted('\'', "string");
            }
        } while (continuesAfterLineBreak());
    }

    private void escapeString() throws IOException {
        Place opened = chars.place();
        chars.read(1, text);
        while (true) {
            int c = chars.peek();
            if (c == CharReader.END || (c == '\\' && chars.peek(1) == CharReader.END)) {
                throw unterminated("string", opened);
            }
            if (c == '\\' || (c == '\'' && chars.peek(1) == '\'')) {
                chars.read(2, text);
            } else {
                chars.read(1, text);
                if (c == '\'') {
                    return;
                }
            }
        }
    }

    private boolean continuesAfterLineBreak() throws IOException {
        int ahead = 0;
        boolean lineBreak = false;
        while (true) {
            int c = chars.peek(ahead);
            if (c == '-' && chars.peek(ahead + 1) == '-') {
                while (chars.peek(ahead) != CharReader.END && !endsLineComment(chars.peek(ahead))) {
                    ahead++;
                }
            } else if (isSpace(c)) {
                lineBreak |= c == '\n' || c == '\r';
                ahead++;
            } else {
                break;
            }
        }
        boolean continues = lineBreak && chars.peek(ahead) == '\'';
        if (continues) {
            chars.read(ahead, text);
        }
        return continues;
    }

    private void dollar() throws IOException {
        int length = 1;
        while (length == 1 ? isIdentifierStart(chars.peek(1)) : isTagPart(chars.peek(length))) {
            length++;
        }
        if (chars.peek(length) != '$') {
            sign();
            return;
        }
        Place opened = chars.place();
        int from = text.length();
        chars.read(length + 1, text);
        String tag = text.substring(from);
        while (!chars.startsWith(tag)) {
            if (chars.peek() == CharReader.END) {
                throw unterminated("dollar-quoted string " + tag, opened);
            }
            chars.read(1, text);
        }
        chars.read(tag.length(), text);
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
    protected boolean endsLineComment(int c) {
        return c == '\n' || c == '\r';
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
    protected void ended() throws IOException {
        StringSetting.of(tokens, text).ifPresent(conforming -> plainStringsKnowBackslashes = !conforming);
        if (copyFollows) {
            copyFollows = false;
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
    protected ObjectChangeParser changes() {
        return ObjectChangeParser.POSTGRES;
    }

    @Override
    protected void checkEnd() {
        if (openedParenthesis != null && parentheses > 0) {
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

    private static boolean isTagPart(int c) {
        return isIdentifierStart(c) || PostgresNumber.isDigit(c);
    }
}
