package dev.whimbrel.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.migration.Place;
import dev.whimbrel.migration.Statement;
import dev.whimbrel.migration.StatementReader;
import dev.whimbrel.source.lexer.SqlLanguage;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Scripts are split where SQLite's own parser splits them.
 *
 * <p>{@code sqlite3_prepare_v2} compiles the first statement of a text and does not look at what stands behind its
 * semicolon, the tail. The driver does not hand out where the tail begins, nor {@code sqlite3_complete}, but it can be
 * found: cut the text behind a semicolon and put poison there, something that neither a statement nor a string nor a
 * comment survives. The first semicolon at which it compiles all the same is the statement's end. So statements must be
 * valid, and each is run before the next one is looked at.
 *
 * <p>Not compared: a comment that the script ends in, which SQLite lets pass and our lexer refuses.
 */
final class SqliteLexingIT {

    private static final String POISON = "\n*/\u0001";
    private static final int SCRIPTS = Integer.getInteger("whimbrel.lexing.scripts", 3000);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT ';', 'it''s;', '\\', ';'; SELECT 2;",
                "SELECT 1 AS \"a\"\";\", 2 AS `b``;`, 3 AS [c;'\"]; SELECT 2;",
                "CREATE TABLE [a;b] (x); INSERT INTO [a;b] VALUES (x'003B'); SELECT 2;",
                "SELECT 1 /* /* ; */; SELECT 1 /*/ ; */; SELECT 1 /* ;**/; SELECT 1 /***/; SELECT 2;",
                "SELECT 1 -- ;\n + 1; SELECT 1 -- a\r;\n + 1; -- it's;\nSELECT 2; -- the end",
                "SELECT $a, ?1, :b, @c, #d; SELECT a$b FROM (SELECT 1 AS a$b); SELECT 2;",
                "SELECT $a(;), :b::c(';), @d(\"--;/*), 1; SELECT 2;",
                "BEGIN TRANSACTION; CREATE TABLE t (a); COMMIT; BEGIN; SELECT 1; END; SELECT 2;",
                "CREATE TABLE t (a); ALTER TABLE t ADD COLUMN \"end\" INTEGER; SELECT 2;",
                "CREATE TABLE t (a, e); CREATE TRIGGER a AFTER INSERT ON t BEGIN SELECT 1; SELECT 2; END; SELECT 2;",
                "CREATE TABLE t (a); create temp trigger a after insert on t begin select 1; end; SELECT 2;",
                "CREATE TABLE t (a); CREATE TEMPORARY TRIGGER a AFTER INSERT ON t BEGIN SELECT 1; END; SELECT 2;",
                "CREATE TABLE t (a); /* a */ CREATE -- b;\n TRIGGER a AFTER INSERT ON t BEGIN SELECT 1; END; SELECT 2;",
                "CREATE TABLE t (a); CREATE TRIGGER a AFTER INSERT ON t WHEN CASE 1 WHEN 1 THEN 1 END"
                        + " BEGIN SELECT CASE WHEN 1 THEN 2 END; SELECT 2; END /* a; */ -- b;\n; SELECT 2;",
                "CREATE TABLE t (a); CREATE TRIGGER a AFTER INSERT ON t"
                        + " BEGIN SELECT 1; -- end;\n /* end; */ SELECT 'x' AS [end]; SELECT 1; END; SELECT 2",
                "CREATE TABLE t (a); EXPLAIN CREATE TRIGGER a AFTER INSERT ON t BEGIN SELECT 1; END; SELECT 2;",
                "CREATE TABLE t (a); EXPLAIN QUERY PLAN CREATE TRIGGER a AFTER INSERT ON t BEGIN SELECT 1; END; SELECT 2;",
                "CREATE TABLE trigger_ (a); CREATE VIEW trigger_end AS SELECT 1; SELECT 2;",
                ";;SELECT 1;; /* a */ ; -- b\n; SELECT 2;;",
                "CREATE TABLE t (a);\n\uFEFFCREATE TRIGGER a AFTER INSERT ON t BEGIN SELECT 1;\uFEFFEND; SELECT 2;",
                "SELECT 'é' AS é, 2 AS \u3000; SELECT 2 AS a\u00a0; SELECT 2;",
                "SELECT 1.5e+5, 1_000, 0x1F, 'a' 'b;'; SELECT 1 -> 2, 1 ->> 2; SELECT 2;",
                "SELECT\t1\f,\r\n2\r\n;\r\nSELECT 2\n\n;\n",
            })
    void areSplitWhereSqliteEndsAStatement(String script) throws Exception {
        compare(List.of(script));
    }

    @Test
    void thatAreGeneratedAreSplitWhereSqliteEndsAStatement() throws Exception {
        for (long seed = 0; seed < SCRIPTS; seed++) {
            Random random = new Random(seed);
            random.nextLong();
            List<String> pieces = ValidScript.pieces(random);
            try {
                compare(List.of(String.join("", pieces)));
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ", what is left of it:\n" + smallest(pieces), e);
            }
        }
    }

    @Test
    void ofAnExampleAreSplitWhereSqliteEndsAStatement() throws Exception {
        List<Path> up = migrations(false);
        List<Path> down = migrations(true);
        assertThat(up).hasSizeGreaterThan(3).hasSameSizeAs(down);
        List<String> scripts = new ArrayList<>();
        for (Path file : up) {
            scripts.add(Files.readString(file));
        }
        for (int i = down.size() - 1; i >= 0; i--) {
            scripts.add(Files.readString(down.get(i)));
        }

        compare(scripts);
    }

    private static List<Path> migrations(boolean down) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../examples/rag-chat/migrations"))) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .filter(file -> !file.toString().contains(".postgresql."))
                    .filter(file -> file.toString().contains(".down.") == down)
                    .sorted()
                    .toList();
        }
    }

    private static List<String> smallest(List<String> pieces) {
        for (int i = 0; i < pieces.size(); i++) {
            List<String> fewer = new ArrayList<>(pieces);
            fewer.remove(i);
            try {
                compare(List.of(String.join("", fewer)));
            } catch (AssertionError e) {
                return smallest(fewer);
            } catch (SQLException | IOException e) {
                // Without that piece it is no valid script.
            }
        }
        return pieces;
    }

    private static void compare(List<String> scripts) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            for (String script : scripts) {
                compare(script, connection);
            }
        }
    }

    private static void compare(String script, Connection connection) throws SQLException, IOException {
        int behind = 0;
        try (StatementReader reader = SqlLanguage.SQLITE.read(new StringReader(script), new Place("s", 1, 1))) {
            for (Optional<Statement> next = reader.next(); next.isPresent(); next = reader.next()) {
                String text = next.get().text();
                int start = offset(script, next.get().start());
                int tail = tail(script, behind, connection);
                assertThat(start).isGreaterThanOrEqualTo(behind);
                assertThat(text).isEqualTo(script.substring(start, start + text.length()));
                assertThat(start + text.length()).as("the end of %s", text).isLessThanOrEqualTo(tail);
                assertThat(script.substring(start + text.length(), tail))
                        .as("what SQLite has more than %s", text)
                        .matches("[ \t\r\n\f\u000B]*;?");
                execute(text, connection);
                behind = tail;
            }
        }
        assertNoStatement(script.substring(behind), connection);
    }

    /** {@return where SQLite's own parser stops when it has read the first statement behind that place} */
    private static int tail(String script, int from, Connection connection) throws SQLException {
        for (int at = script.indexOf(';', from); at >= 0; at = script.indexOf(';', at + 1)) {
            if (compiles(script.substring(from, at + 1) + POISON, connection)) {
                return at + 1;
            }
        }
        // A statement without a semicolon, which must be one all the same.
        connection.prepareStatement(script.substring(from)).close();
        return script.length();
    }

    private static boolean compiles(String sql, Connection connection) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return !statement.isClosed();
        } catch (SQLException e) {
            return false;
        }
    }

    private static void execute(String text, Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            statement.execute();
        }
    }

    /** If there were one, it would be the one that is compiled. */
    private static void assertNoStatement(String rest, Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(rest + "\nSELECT 4711 AS nothing_before")) {
            assertThat(statement.getMetaData().getColumnName(1)).isEqualTo("nothing_before");
        }
    }

    private static int offset(String script, Place place) {
        Place here = new Place(place.script(), 1, 1);
        int offset = 0;
        while (!here.equals(place)) {
            here = here.after(script.substring(offset, offset + 1), 1);
            offset++;
        }
        return offset;
    }
}
