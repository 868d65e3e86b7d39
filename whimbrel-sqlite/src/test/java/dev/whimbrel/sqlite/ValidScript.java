package dev.whimbrel.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Puts together scripts at random that SQLite takes, of pieces that lexers trip over. */
final class ValidScript {

    private static final int MOST = 6;

    private static final List<String> VALUES = List.of(
            "';'",
            "'it''s;'",
            "'\\'",
            "'--'",
            "'/*'",
            "x'3B'",
            "1",
            "1.5e+5",
            "(1)",
            "((';'))",
            "CASE WHEN 1 THEN 2 END",
            "/* ; */ 1",
            "1 -- ;'\n",
            "1 /*/ ; */",
            "1 /* /* ; */",
            "1 /***/",
            "1 -- a\r;\n",
            "- 1",
            "1 - -1",
            "1/ 2",
            "2 AS [a;'b]",
            "2 AS [end]",
            "2 AS `a``;`",
            "2 AS \"a\"\";\"",
            "2 AS \"end\"",
            "2 AS é",
            "2 AS a$b",
            "2 AS \u3000",
            "\uFEFF3",
            "'a' || ';'",
            "1 IN (1, ';')");

    private static final List<String> VARIABLES =
            List.of("?", "?1", ":a", "@b", "$c", "#d", "$a(;)", ":a(';)", "@b::c(\"--;/*)", "$::a", ":begin", "@end");

    private static final List<String> BETWEEN = List.of(
            ";",
            " ;",
            "\n;\n",
            "; -- it's;\n",
            ";/* ; */ ",
            ";;",
            "; ;\n",
            ";\r\n",
            ";\uFEFF",
            " -- ;\n;",
            " /* ; */;",
            ";\f");

    private ValidScript() {}

    static List<String> pieces(Random random) {
        List<String> pieces = new ArrayList<>(List.of("CREATE TABLE t (a, b);"));
        int statements = 1 + random.nextInt(MOST);
        for (int i = 0; i < statements; i++) {
            pieces.add(statement(i, random) + any(BETWEEN, random));
        }
        return pieces;
    }

    private static String statement(int number, Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> trigger("trigger_" + number, random);
            case 1 -> "BEGIN; " + select(random, true) + any(BETWEEN, random) + "END";
            case 2 -> "CREATE TABLE [" + number + ";'] (a, \"end\")";
            case 3 -> "EXPLAIN " + (random.nextBoolean() ? select(random, true) : trigger("explained", random));
            default -> select(random, true);
        };
    }

    private static String trigger(String name, Random random) {
        StringBuilder trigger = new StringBuilder(any(List.of("", "/* ; */ ", "\uFEFF"), random))
                .append(any(List.of("CREATE", "create -- ;\n", "CREATE TEMP", "Create Temporary/*;*/"), random))
                .append(" TRIGGER ")
                .append(any(List.of("", "IF NOT EXISTS "), random))
                .append(name)
                .append(" AFTER INSERT ON t ")
                .append(any(List.of("", "WHEN CASE 1 WHEN 1 THEN 1 END ", "FOR EACH ROW "), random))
                .append("BEGIN ");
        for (int i = random.nextInt(3); i >= 0; i--) {
            trigger.append(select(random, false))
                    .append(any(List.of(";", " ; ", "; -- end;\n", ";/* ; end; */", ";\uFEFF"), random));
        }
        return trigger.append(any(List.of("END", "end", " End"), random)).toString();
    }

    private static String select(Random random, boolean variables) {
        List<String> values =
                variables ? Stream.concat(VALUES.stream(), VARIABLES.stream()).toList() : VALUES;
        StringBuilder select = new StringBuilder("SELECT ").append(any(values, random));
        for (int i = random.nextInt(4); i > 0; i--) {
            select.append(any(List.of(",", " , ", ",\n", ", -- ;\n"), random)).append(any(values, random));
        }
        return select.toString();
    }

    private static String any(List<String> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
