package dev.whimbrel.postgres.lexing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every case that a lexer of PostgreSQL must know, one in each file, is split as psql splits it. */
final class LexingCasesIT {

    @TestFactory
    Stream<DynamicTest> areSplitAsPsqlSplitsThem() throws Exception {
        List<LexingCase> cases = LexingCase.all();
        // All of them end without a table, so that they can follow each other in one database.
        List<List<String>> sent = Psql.writing(StatementLog.shared())
                .sent(cases.stream()
                        .map(one -> one.copies() ? "DROP TABLE IF EXISTS copied;" + one.script() : one.script())
                        .toList());
        return Stream.iterate(0, i -> i + 1)
                .limit(cases.size())
                .map(i -> dynamicTest(cases.get(i).name(), () -> compare(cases.get(i), sent.get(i))));
    }

    private static void compare(LexingCase one, List<String> sent) {
        Split split = Split.of(one.script());
        assertThat(Comparison.difference(split, one.copies() ? sent.subList(1, sent.size()) : sent))
                .isEmpty();
        assertThat(split.refusal()).isEmpty();
        // Each ends with a statement that must have been found, or shows how many there are by itself.
        assertThat(split.statements()).isNotEmpty();
    }
}
