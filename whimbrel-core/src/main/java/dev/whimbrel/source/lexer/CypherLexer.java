package dev.whimbrel.source.lexer;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.TimelineException;
import dev.whimbrel.migration.Execution;
import dev.whimbrel.migration.ObjectChange;
import dev.whimbrel.migration.Place;
import java.io.IOException;
import java.io.Reader;
import java.util.List;

/**
 * Splits Cypher scripts as Cypher itself reads them.
 *
 * <p>Strings stand in single or double quotes and know escapes with a backslash, names stand in backquotes, comments do
 * not nest. A line that begins with a colon is none of Cypher: it speaks to a client.
 */
final class CypherLexer extends StatementLexer {

    private static final CharClass WORD_PART = CharClass.of(CypherLexer::isWordPart);
    private static final int LONGEST_COMMAND = 40;
    private static final int BATCHES_WITHIN = 2;
    private static final String IN_TRANSACTIONS = "TRANSACTIONS";

    private int depth;
    private char lastSign;
    /** How many words ago an IN stood behind a closing brace; negative if none did. */
    private int wordsSinceIn;

    private boolean commitsOnItsOwn;

    CypherLexer(Reader text, Place start) {
        super(new CharReader(text, start), '/');
    }

    @Override
    protected void reset() {
        depth = 0;
        lastSign = ' ';
        wordsSinceIn = -1;
        commitsOnItsOwn = false;
    }

    @Override
    protected void element() throws IOException {
        int c = chars.peek();
        if (c == '/' && chars.peek(1) == '*') {
            comment();
        } else if (c >= CharClass.ASCII && isWideSpace(c)) {
            chars.skip(1);
        } else if (c == ':' && !hasBegun()) {
            throw clientCommand();
        } else {
            mark();
            part(c);
        }
    }

    private void part(int c) throws IOException {
        if (c == '\'' || c == '"') {
            string((char) c);
        } else if (c == '`') {
            int from = chars.keptLength();
            quoted('`', "quoted name");
            tokens.add(Token.Kind.QUOTED, from, depth);
            wordsSinceIn = -1;
        } else if (isWordPart(c)) {
            word();
        } else {
            sign((char) c);
        }
    }

    private void comment() throws IOException {
        markComment();
        int opened = chars.keptLength();
        chars.skip(2);
        chars.skipTo('*');
        while (chars.peek(1) != '/') {
            if (chars.peek() == CharReader.END) {
                throw unterminated("comment", opened);
            }
            chars.skip(1);
            chars.skipTo('*');
        }
        chars.skip(2);
    }

    private void string(char quote) throws IOException {
        int opened = chars.keptLength();
        chars.skip(1);
        chars.skipTo(quote, '\\');
        while (chars.peek() != quote) {
            if (chars.peek() == CharReader.END) {
                throw unterminated("string", opened);
            }
            chars.skip(2);
            chars.skipTo(quote, '\\');
        }
        chars.skip(1);
        wordsSinceIn = -1;
    }

    private void word() throws IOException {
        int from = chars.keptLength();
        chars.skipAll(WORD_PART);
        tokens.add(Token.Kind.WORD, from, depth);
        if (lastSign == '}' || wordsSinceIn >= 0) {
            followBatches(chars.kept(from, chars.keptLength()));
        }
        lastSign = ' ';
    }

    /** {@code CALL { … } IN TRANSACTIONS}, {@code IN 4 CONCURRENT TRANSACTIONS}; however long what stands before it. */
    private void followBatches(String word) {
        if (depth == 0 && lastSign == '}' && word.equalsIgnoreCase("IN")) {
            wordsSinceIn = 0;
        } else if (wordsSinceIn >= 0) {
            commitsOnItsOwn |= word.equalsIgnoreCase(IN_TRANSACTIONS);
            wordsSinceIn = wordsSinceIn < BATCHES_WITHIN ? wordsSinceIn + 1 : -1;
        }
    }

    private void sign(char c) throws IOException {
        if ((c == ')' || c == '}' || c == ']') && depth > 0) {
            depth--;
        }
        tokens.sign(depth);
        if (c == '(' || c == '{' || c == '[') {
            depth++;
        }
        wordsSinceIn = c == '$' ? wordsSinceIn : -1;
        lastSign = c;
        chars.skip(1);
    }

    private TimelineException clientCommand() throws IOException {
        StringBuilder command = new StringBuilder();
        Place place = chars.place();
        for (int c = chars.read(); c != CharReader.END && c != '\n' && c != '\r'; c = chars.read()) {
            if (command.length() < LONGEST_COMMAND) {
                command.append((char) c);
            }
        }
        return new TimelineException(new Problem(
                ErrorCode.SCRIPT_META_COMMAND,
                place + ": command of a client: " + command.toString().strip(),
                "only clients such as cypher-shell understand it, and leaving it out could change what the script does",
                "remove the line; write the value itself instead of :param (or a placeholder), name the database in the"
                        + " settings instead of :use, and leave transactions to Whimbrel instead of :begin"));
    }

    @Override
    protected void lineComment() throws IOException {
        chars.skipTo('\n', '\r');
    }

    @Override
    protected boolean takeSemicolon() {
        return true;
    }

    @Override
    protected Execution classify() {
        return commitsOnItsOwn ? Execution.NON_TRANSACTIONAL : CypherStatement.execution(tokens);
    }

    @Override
    protected List<ObjectChange> changes() {
        return CypherStatement.changes(tokens);
    }

    /** A statement may end anywhere but in a string, a name or a comment, which are looked after when they are read. */
    @Override
    protected void checkEnd() {}

    private static boolean isWideSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF' || c == '\u0085';
    }

    private static boolean isWordPart(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '_'
                || c >= CharClass.ASCII;
    }
}
