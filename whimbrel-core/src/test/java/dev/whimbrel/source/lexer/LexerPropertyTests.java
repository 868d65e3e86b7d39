package dev.whimbrel.source.lexer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.error.TimelineException;
import dev.whimbrel.migration.Place;
import dev.whimbrel.migration.Statement;
import dev.whimbrel.migration.StatementReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Laws of splitting, on scripts put together at random. */
final class LexerPropertyTests {

    private static final int ROUNDS = 4000;

    private static final String NASTY = "'\"$$;;;()/*--\\-[]`.eEuU&aTENDbegin01 \n\r\t\u3000\u00a0\uFEFF\0é\uD83D";

    /** Each is whole in itself, whatever stands around it, as long as there is a space between. */
    private static final List<String> BOTH = List.of(
            "SELECT",
            "'a;'",
            "'it''s'",
            "'--'",
            "'/*'",
            "\"a;\"\"\"",
            "a$b$c",
            "x'0;'",
            "1..2",
            "1e5",
            "*",
            "-",
            "/",
            "+ 1",
            "-- a;'\n",
            "/* a;' */",
            "/***/",
            "é",
            "\uD83D\uDC26",
            "end",
            "case",
            ":a",
            "?",
            "(a, ';')",
            ")",
            "\n",
            "\r\n",
            "\t",
            "'\n'",
            ".",
            ",",
            "::",
            "{",
            "}");

    private static final List<String> POSTGRES = List.of(
            "e'it\\'s;'",
            "E'\\\\'",
            "U&'\\'",
            "U&\"\\;\"",
            "$$;'$$",
            "$a$;$$;$a$",
            "$1",
            "$",
            "/* /* ; */ ; */",
            "/*/ ; */",
            "(a; b)",
            "((;);)",
            "[",
            "'a'\n';'",
            "e'a' -- '\n '\\';'",
            "`",
            "B'1\\'",
            "a$",
            "-/* ; */");

    private static final List<String> SQLITE =
            List.of("[a;'b]", "`a;```", "(", "'\\'", "/* /* ; */", "/*/ ; */", "$a", "@b", "#", "E'\\'", "-- a\r;'\n");

    /** What may lie between two statements and belongs to neither. */
    private static final List<String> BETWEEN =
            List.of("", " ", "\n", "\r\n\t", "-- it's; $$ /*\n", ";", " ; -- a\n;", "/* a */;");

    @ParameterizedTest
    @EnumSource
    void findsTheStatementsAScriptWasMadeOf(SqlLanguage language) {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            List<String> expected = new ArrayList<>();
            StringBuilder script = new StringBuilder();
            for (int i = random.nextInt(5); i >= 0; i--) {
                String statement = statement(language, random);
                expected.add(statement);
                script.append(any(BETWEEN, random)).append(statement).append(random.nextBoolean() ? ";" : "\n ;");
            }
            script.append(any(BETWEEN, random));

            Lexed lexed = Lexed.of(language, script.toString());

            assertThat(lexed.texts()).as("seed %d: %s", seed, script).isEqualTo(expected);
            assertThat(lexed.statements())
                    .as("seed %d: %s", seed, script)
                    .allSatisfy(statement -> assertThat(script.substring(offset(script, statement.start())))
                            .startsWith(statement.text()))
                    .allSatisfy(statement -> assertThat(script.substring(offset(script, statement.place())))
                            .startsWith("SELECT"));
        }
    }

    private static String statement(SqlLanguage language, Random random) {
        List<String> fragments = new ArrayList<>(BOTH);
        fragments.addAll(language == SqlLanguage.SQLITE ? SQLITE : POSTGRES);
        StringBuilder statement = new StringBuilder("SELECT");
        for (int i = random.nextInt(8); i > 0; i--) {
            statement.append(' ').append(any(fragments, random));
        }
        return statement.append(" 1").toString();
    }

    /** Nasty characters, bytes of any kind, and any characters, also halves of pairs. */
    @ParameterizedTest
    @EnumSource
    void losesNothingOfAnyScript(SqlLanguage language) throws IOException {
        int read = 0;
        for (int seed = 0; seed < 5 * ROUNDS; seed++) {
            Random random = new Random(seed);
            StringBuilder script = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--) {
                script.append(character(seed % 4, random));
            }
            if (losesNothing(language, script.toString(), "seed " + seed)) {
                read++;
            }
        }
        assertThat(read).as("scripts that could be read to their end").isGreaterThan(ROUNDS);
    }

    private static char character(int kind, Random random) {
        return switch (kind) {
            case 0 -> (char) random.nextInt(0x100);
            case 1 -> (char) random.nextInt(0x10000);
            default -> NASTY.charAt(random.nextInt(NASTY.length()));
        };
    }

    /**
     * Check that every character is in a statement, in the order of the script, or was left out since it may be: also of
     * what was read before a script was refused.
     *
     * @return whether the script was read to its end
     */
    private static boolean losesNothing(SqlLanguage language, String script, String seed) throws IOException {
        int from = 0;
        try (StatementReader reader = language.read(new StringReader(script), new Place("s.sql", 1, 1))) {
            for (Optional<Statement> next = reader.next(); next.isPresent(); next = reader.next()) {
                int start = offset(script, next.get().start());
                assertThat(script.substring(start))
                        .as("%s: %s", seed, script)
                        .startsWith(next.get().text());
                assertThat(LeftOut.holds(language, script.substring(from, start)))
                        .as("%s: %s, before %d", seed, script, start)
                        .isTrue();
                from = start + next.get().text().length();
            }
        } catch (TimelineException e) {
            return false;
        }
        assertThat(LeftOut.holds(language, script.substring(from)))
                .as("%s: %s, behind %d", seed, script, from)
                .isTrue();
        return true;
    }

    private static int offset(CharSequence script, Place place) {
        Place start = new Place(place.script(), 1, 1);
        int offset = 0;
        while (!start.equals(place)) {
            start = start.after(script.subSequence(offset, offset + 1), 1);
            offset++;
        }
        return offset;
    }

    private static String any(List<String> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }
}
