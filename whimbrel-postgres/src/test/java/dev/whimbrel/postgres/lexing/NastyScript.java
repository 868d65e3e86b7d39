package dev.whimbrel.postgres.lexing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A script put together at random of pieces that lexers trip over.
 *
 * <p>There are three kinds, since psql reads line by line and so never sees that a string goes on behind a line break,
 * which the server and our lexer do ({@link OnPurposeIT}):
 *
 * <ul>
 *   <li>on one line, with carriage returns, which psql takes for line breaks within the line: everything, also quotes
 *       that have no end, put together without any space
 *   <li>on many lines: pieces that are whole, with white space around, none of them a plain string with a backslash; and
 *       data
 *   <li>single characters on one line
 * </ul>
 *
 * <p>Nowhere does a colon stand before a letter without a space behind, which would be a variable of psql, nor a
 * backslash before a letter, which would be a command of psql that it knows.
 *
 * @param seed which script it is
 * @param pieces what it is made of, in order
 */
public record NastyScript(long seed, List<String> pieces) {

    private static final int MOST = 25;

    private static final List<String> WHOLE = List.of(
            "SELECT",
            "a$b$c",
            "é",
            "\uD83D\uDC26",
            "\u00a0",
            "a",
            "_e",
            "1",
            "1..2",
            "1.",
            ".5",
            "1e5",
            "1e+5",
            "1e-",
            "0x1F",
            "1_000",
            "$1",
            "$1 + $2",
            "'a;'",
            "'it''s'",
            "''",
            "'--'",
            "'/*'",
            "\"a;\"\"\"",
            "\"begin\"",
            "E'it\\'s;'",
            "e'\\\\'",
            "E'\\\\\\';'",
            "E''';'",
            "U&'\\0061;'",
            "u&\"\\0061;\"",
            "U&a",
            "B'1;'",
            "x'0;'",
            "N'a;'",
            "n'a''b;'",
            "$$;'$$",
            "$a$;$$;$a$",
            "$d$;$junk$d$",
            "$é$;$é$",
            "$",
            "-- a;'\n",
            "--\n",
            "/* a;' */",
            "/***/",
            "/* /* ; */ ; */",
            "/*/ ; */",
            "/*/* ; */ ; **/",
            "-/* ; */",
            "*-- ;\n",
            "@-",
            "||",
            "<=",
            "*",
            "/",
            "+",
            "-",
            "(",
            ")",
            "(a; b)",
            "((;);)",
            "[",
            "]",
            "{",
            "}",
            ".",
            "..",
            ",",
            "::",
            ":=",
            ": a ",
            "?",
            "?|",
            "@>",
            "->>",
            "=",
            "#",
            "%",
            "~",
            "^",
            "&",
            "!",
            "<",
            ">",
            "`",
            ";",
            ";;",
            ";\n;",
            "begin",
            "BEGIN ATOMIC",
            "end",
            "END",
            "case",
            "CASE WHEN",
            "create",
            "CREATE FUNCTION f()",
            "CREATE OR REPLACE",
            "procedure",
            "function",
            "or",
            "replace",
            ";CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1;",
            ";create or replace procedure p() begin atomic",
            "SELECT CASE 1 WHEN 1 THEN 2 END;",
            "END;",
            "go",
            "\n",
            "\t",
            "\f",
            "\u000B",
            " ",
            "  ");

    /** Only where everything stands on one line: with it a later quote may be read in another way. */
    private static final List<String> OPEN = List.of(
            "'",
            "''",
            "\"",
            "E'",
            "e",
            "E",
            "U&",
            "u&'",
            "b",
            "x",
            "N",
            "n'",
            "$$",
            "$a$",
            "$a",
            "a$",
            "a",
            "1",
            "1.",
            "1e",
            "1e-",
            "1.e",
            "$1",
            "_",
            "--",
            "/*",
            "*/",
            "/",
            "*",
            "-",
            "'c:\\'",
            "'\\'",
            "B'1\\'",
            "U&'\\'",
            "U&\"\\;\"",
            "e'a'\n'\\''",
            "e'a' -- b\n '\\''",
            "'a' -- '\n';'",
            "\\'",
            "\\\\",
            "e'\\\n'",
            "(",
            ")",
            ";",
            "\n",
            " ");

    /**
     * Data is taken for data by both only if the COPY is a statement of its own. What follows must not be empty
     * ({@link OnPurposeIT}).
     */
    private static final List<String> DATA = List.of(
            ";\nCOPY copied FROM STDIN;\n1;\tit's $$ /* (\n\\N\n\\.\nSELECT",
            ";\n/* a */ copy copied\n from -- b\n stdin with (format text) ;\n\n\\.\nSELECT",
            ";\nCOPY copied FROM STDIN; -- c;\r\n1\r\n\\.\r\nSELECT");

    private static final String ALPHABET = "'''\"\"$$;;;()/**--eEuUbBxXnN&&aA_1200..@+<é\uD83D\uDC26 \r\r\t";

    /** {@return the script of that seed, always the same} */
    public static NastyScript of(long seed) {
        Random random = new Random(seed);
        // Seeds that lie side by side give first numbers that are much alike.
        random.nextLong();
        return new NastyScript(
                seed,
                switch ((int) Math.floorMod(seed, 3L)) {
                    case 0 -> onOneLine(random);
                    case 1 -> onManyLines(random);
                    default -> characters(random);
                });
    }

    private static List<String> onOneLine(Random random) {
        List<String> all = Stream.concat(WHOLE.stream(), OPEN.stream()).toList();
        List<String> pieces = new ArrayList<>();
        for (int i = random.nextInt(MOST); i >= 0; i--) {
            pieces.add(any(all, random).replace('\n', '\r') + any(List.of("", "", " ", "\r"), random));
        }
        return pieces;
    }

    private static List<String> onManyLines(Random random) {
        List<String> pieces = new ArrayList<>();
        for (int i = random.nextInt(MOST); i >= 0; i--) {
            String piece = random.nextInt(20) == 0 ? any(DATA, random) : any(WHOLE, random);
            pieces.add(piece + any(List.of(" ", " ", "\n", "\r\n", "\n\n", " \n \n"), random));
        }
        return pieces;
    }

    private static List<String> characters(Random random) {
        int[] alphabet = ALPHABET.codePoints().toArray();
        List<String> pieces = new ArrayList<>();
        for (int i = random.nextInt(3 * MOST); i >= 0; i--) {
            pieces.add(Character.toString(alphabet[random.nextInt(alphabet.length)]));
        }
        return pieces;
    }

    private static String any(List<String> pieces, Random random) {
        return pieces.get(random.nextInt(pieces.size()));
    }

    /** {@return the same with fewer pieces, the ones with the fewest first} */
    List<NastyScript> smaller() {
        List<NastyScript> smaller = new ArrayList<>();
        for (int length = pieces.size() / 2; length > 0; length /= 2) {
            for (int from = 0; from + length <= pieces.size(); from += length) {
                List<String> rest = new ArrayList<>(pieces.subList(0, from));
                rest.addAll(pieces.subList(from + length, pieces.size()));
                smaller.add(new NastyScript(seed, rest));
            }
        }
        return smaller;
    }

    /** {@return the script, with a table to copy to and a last statement that shows where it ends} */
    public String text() {
        return "CREATE TEMP TABLE copied (line text);\n" + Comparison.closed(String.join("", pieces));
    }
}
