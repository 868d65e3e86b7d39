package dev.whimbrel.source.lexer;

import dev.whimbrel.migration.Execution;
import dev.whimbrel.migration.ObjectChange;
import dev.whimbrel.migration.Place;
import java.io.IOException;
import java.io.Reader;
import java.util.List;

/**
 * Splits SQLite scripts as the sqlite3 shell does.
 *
 * <p>The rules are those of {@code tokenize.c} and {@code complete.c}: comments do not nest; identifiers may stand in
 * double quotes, backquotes or brackets; {@code CREATE TRIGGER} ends only at {@code ; END ;}.
 */
final class SqliteLexer extends StatementLexer {

    /** Where no word goes on it is white space, as at the beginning of a file that was put behind another. */
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private static final CharClass WORD_PART = CharClass.of(SqliteLexer::isWordPart);

    private int parentheses;
    /** Where in the ending {@code ; END ;} of a trigger we are. */
    private TriggerEnd triggerEnd = TriggerEnd.BODY;

    private enum TriggerEnd {
        BODY,
        AFTER_SEMICOLON,
        AFTER_END
    }

    SqliteLexer(Reader text, Place start) {
        super(new CharReader(text, start), '-');
    }

    @Override
    protected void reset() {
        parentheses = 0;
        triggerEnd = TriggerEnd.BODY;
    }

    @Override
    protected void element() throws IOException {
        int c = chars.peek();
        if (c == '/' && chars.peek(1) == '*') {
            comment();
            return;
        }
        if (c == BYTE_ORDER_MARK) {
            chars.skip(1);
            return;
        }
        mark();
        if (c == '\'') {
            quoted('\'', "string");
            triggerEnd = TriggerEnd.BODY;
        } else if (c == '"' || c == '`') {
            name((char) c);
        } else if (c == '[') {
            bracketed();
        } else if ("$:@#".indexOf(c) >= 0) {
            variable();
        } else if (isWordPart(c)) {
            word();
        } else {
            parenthesisOrSign((char) c);
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

    private void name(char quote) throws IOException {
        int from = chars.keptLength();
        quoted(quote, "quoted identifier");
        tokens.add(Token.Kind.QUOTED, from, parentheses);
        triggerEnd = TriggerEnd.BODY;
    }

    private void bracketed() throws IOException {
        int from = chars.keptLength();
        chars.skipTo(']');
        if (chars.peek() == CharReader.END) {
            throw unterminated("bracketed identifier", from);
        }
        chars.skip(1);
        tokens.add(Token.Kind.QUOTED, from, parentheses);
        triggerEnd = TriggerEnd.BODY;
    }

    private void word() throws IOException {
        int from = chars.keptLength();
        chars.skipAll(WORD_PART);
        tokens.add(Token.Kind.WORD, from, parentheses);
        boolean ends = triggerEnd == TriggerEnd.AFTER_SEMICOLON
                && chars.kept(from, chars.keptLength()).equalsIgnoreCase("end");
        triggerEnd = ends ? TriggerEnd.AFTER_END : TriggerEnd.BODY;
    }

    /** Variables may have a part in parentheses, as those of Tcl: up to the closing one, whatever else there is. */
    private void variable() throws IOException {
        boolean hasName = false;
        chars.skip(1);
        while (isWordPart(chars.peek()) || chars.startsWith("::")) {
            hasName |= chars.peek() != ':';
            chars.skip(chars.peek() == ':' ? 2 : 1);
        }
        if (chars.peek() == '(' && hasName) {
            do {
                chars.skip(1);
            } while (chars.peek() != CharReader.END && chars.peek() != ')' && !isSpace(chars.peek()));
            if (chars.peek() == ')') {
                chars.skip(1);
            }
        }
        triggerEnd = TriggerEnd.BODY;
    }

    private void parenthesisOrSign(char c) throws IOException {
        if (c == ')' && parentheses > 0) {
            parentheses--;
        }
        tokens.sign(parentheses);
        if (c == '(') {
            parentheses++;
        }
        triggerEnd = TriggerEnd.BODY;
        chars.skip(1);
    }

    @Override
    protected void lineComment() throws IOException {
        chars.skipTo('\n');
    }

    @Override
    protected boolean takeSemicolon() {
        boolean ends = !isTrigger() || triggerEnd == TriggerEnd.AFTER_END;
        triggerEnd = TriggerEnd.AFTER_SEMICOLON;
        return ends;
    }

    private boolean isTrigger() {
        int create = 0;
        if (tokens.isAt(0, "EXPLAIN")) {
            create = tokens.isAt(1, "QUERY") ? 3 : 1;
        }
        int kind = tokens.isAnyAt(create + 1, "TEMP", "TEMPORARY") ? create + 2 : create + 1;
        return tokens.isAt(create, "CREATE") && tokens.isAt(kind, "TRIGGER");
    }

    @Override
    protected Execution classify() {
        return SqliteExecution.of(tokens);
    }

    @Override
    protected List<ObjectChange> changes() {
        return ObjectChangeParser.SQLITE.parse(tokens);
    }

    @Override
    protected void checkEnd() {
        if (isTrigger() && triggerEnd != TriggerEnd.AFTER_END) {
            throw unterminated("trigger", firstWord());
        }
    }

    /** As in SQLite, anything beyond ASCII is a letter. */
    private static boolean isWordPart(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '_'
                || c == '$'
                || c >= 0x80;
    }
}
