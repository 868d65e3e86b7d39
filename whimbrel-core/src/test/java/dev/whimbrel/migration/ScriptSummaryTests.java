package dev.whimbrel.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.TimelineException;
import dev.whimbrel.source.lexer.SqlLanguage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ScriptSummaryTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1; SELECT 2;",
                "BEGIN; SELECT 1; SELECT 2; COMMIT;",
                "START TRANSACTION; SELECT 1; SELECT 2; END",
                "BEGIN; SAVEPOINT a; ROLLBACK TO a; COMMIT;",
                "BEGIN; SELECT 1; COMMIT; NOTIFY pgrst, 'reload schema';",
                "SET search_path = a; BEGIN; SELECT 2; COMMIT;",
                "BEGIN; SELECT 1; COMMIT; BEGIN; SET LOCAL lock_timeout = 1; COMMIT;",
                "BEGIN; CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT set_config('a.b', '1', true)::int; END; COMMIT; SELECT 2;",
            })
    void leavesAWrappingTransactionOut(String script) {
        ScriptSummary summary = postgres(script);

        assertThat(summary.isTransactional()).isTrue();
        assertThat(summary.statements()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            BEGIN; SELECT 1; COMMIT; BEGIN; SELECT 2;             | a.sql:1:26
            BEGIN; SET LOCAL ROLE a; COMMIT; SELECT 1;            | a.sql:1:26
            BEGIN; SELECT set_config('a.b', '1', true); COMMIT; BEGIN; SELECT 1; COMMIT; | a.sql:1:45
            BEGIN; CREATE TEMP TABLE t ON COMMIT DROP AS SELECT 1; COMMIT; SELECT 1; | a.sql:1:56
            BEGIN; SELECT 1; COMMIT; VACUUM;                      | a.sql:1:1
            BEGIN; SELECT 1; COMMIT; COMMIT;                      | a.sql:1:26
            BEGIN; BEGIN; SELECT 1; COMMIT;                       | a.sql:1:8
            BEGIN; SELECT 1;                                      | a.sql:1:1
            SELECT 1; COMMIT;                                     | a.sql:1:11
            COMMIT; SELECT 1;                                     | a.sql:1:1
            SELECT 1; ROLLBACK;                                   | a.sql:1:11
            BEGIN; SELECT 1; ROLLBACK;                            | a.sql:1:18
            SELECT 1; PREPARE TRANSACTION 'a';                    | a.sql:1:11
            BEGIN; VACUUM; COMMIT;                                | a.sql:1:1
            """, quoteCharacter = '~')
    void refusesAScriptThatControlsItsTransaction(String script, String place) {
        assertThatExceptionOfType(TimelineException.class)
                .isThrownBy(() -> postgres(script))
                .satisfies(e -> assertThat(e.problems())
                        .extracting(Problem::code)
                        .containsExactly(ErrorCode.SCRIPT_TRANSACTION_CONTROL))
                .withMessageContaining(place + ": ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \n\t\n",
                ";;",
                "-- a",
                "--  A\n",
                "-- reverts a.sql",
                "--\n",
                "-- +goose StatementBegin\n-- +goose StatementEnd"
            })
    void refusesAScriptThatNobodyWrote(String script) {
        assertThatExceptionOfType(TimelineException.class)
                .isThrownBy(() -> postgres(script))
                .satisfies(e ->
                        assertThat(e.problems()).extracting(Problem::code).containsExactly(ErrorCode.SCRIPT_EMPTY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-- This is an empty migration.", "/* superseded */", "BEGIN;\n-- done by the next one\nCOMMIT;"
            })
    void takesCommentsAloneForAMigrationThatDoesNothing(String script) {
        assertThat(postgres(script).statements()).isZero();
        assertThat(postgres(script).isTransactional()).isTrue();
    }

    @Test
    void namesTheFirstStatementThatCannotRunInATransaction() {
        ScriptSummary summary = postgres("SELECT 1; VACUUM; CREATE INDEX CONCURRENTLY i ON t (a);");

        assertThat(summary.isTransactional()).isFalse();
        assertThat(summary.nonTransactional().map(Statement::text)).contains("VACUUM");
    }

    @Test
    void heedsTheWishForNoTransaction() {
        ScriptSummary summary = Scripts.of(
                        "a.sql", "SELECT 1; SELECT 2;", SqlLanguage.POSTGRESQL, TransactionWish.NO_TRANSACTION)
                .summary();

        assertThat(summary.nonTransactional().map(Statement::text)).contains("SELECT 1");
    }

    @Test
    void seesSavepoints() {
        assertThat(postgres("SELECT 1; SAVEPOINT a; SELECT 2;").hasSavepoints()).isTrue();
        assertThat(postgres("SELECT 1;").hasSavepoints()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PRAGMA foreign_keys = OFF; SELECT 1; PRAGMA foreign_keys = ON;",
                "PRAGMA foreign_keys = OFF; BEGIN; SELECT 1; COMMIT; PRAGMA foreign_keys = ON;",
                "PRAGMA foreign_keys = OFF;",
            })
    void letsTheSessionBeSetUpBeforeAndAfterTheWork(String script) {
        assertThat(sqlite(script).isTransactional()).isTrue();
    }

    @Test
    void runsOutsideATransactionWhatSetsUpTheSessionInBetween() {
        ScriptSummary summary = sqlite("SELECT 1; PRAGMA foreign_keys = OFF; PRAGMA cache_size = 1; SELECT 2;");

        assertThat(summary.statements()).isEqualTo(4);
        assertThat(summary.nonTransactional().map(Statement::text)).contains("PRAGMA foreign_keys = OFF");
    }

    @Test
    void listsTheChangesInOrder() {
        assertThat(postgres("CREATE TABLE a (b int); SELECT 1; DROP TABLE a;").changes())
                .extracting(ObjectChange::action)
                .containsExactly(ObjectChange.Action.CREATE, ObjectChange.Action.DROP);
    }

    private static ScriptSummary postgres(String script) {
        return Scripts.postgres("a.sql", script).summary();
    }

    private static ScriptSummary sqlite(String script) {
        return Scripts.of("a.sql", script, SqlLanguage.SQLITE, TransactionWish.NONE)
                .summary();
    }
}
