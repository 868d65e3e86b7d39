package dev.whimbrel.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.migration.Direction;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that hold an up and a down script. */
final class SectionsTests {

    @TempDir
    private Path path;

    private MigrationsFolder folder;

    @BeforeEach
    void emptyFolder() {
        folder = new MigrationsFolder(path);
    }

    private boolean isTransactional(Direction direction) {
        return folder.read()
                .migrations()
                .get(0)
                .script(direction)
                .orElseThrow()
                .summary()
                .isTransactional();
    }

    private void refuses(String text, String what) {
        assertThat(folder.file("001_a.sql", text).problems())
                .extracting(Problem::code, Problem::what)
                .containsExactly(tuple(ErrorCode.SCRIPT_MARKER, what));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-- migrate:down", "--migrate:down", "-- MIGRATE:Down  ", "-- migrate:down\r"})
    void endTheUpScriptOfANumberedFile(String marker) {
        folder.file("001_a.sql", "\uFEFFSELECT 1;\n" + marker + "\nSELECT 2;");

        assertThat(folder.statements(0, Direction.UP)).containsExactly("1: SELECT 1");
        assertThat(folder.statements(0, Direction.DOWN)).containsExactly("3: SELECT 2");
    }

    @Test
    void areThoseOfTern() {
        folder.file("001_a.sql", "SELECT 1;\n---- create above / drop below ----\nSELECT 2;");

        assertThat(folder.statements(0, Direction.UP)).containsExactly("1: SELECT 1");
        assertThat(folder.statements(0, Direction.DOWN)).containsExactly("3: SELECT 2");
    }

    @Test
    void areThoseOfNodePgMigrate() {
        folder.file("1768383000000_a.sql", "-- Up Migration\nSELECT 1;\n-- Down Migration\nSELECT 2;");

        assertThat(folder.read().layout()).isEqualTo("numbered");
        assertThat(folder.statements(0, Direction.UP)).containsExactly("2: SELECT 1");
        assertThat(folder.statements(0, Direction.DOWN)).containsExactly("4: SELECT 2");
    }

    @Test
    void needTheUpMarkerOfNodePgMigrate() {
        folder.file("001_a.sql", "SELECT 1;\n-- down migration: there is none\nSELECT 2;");

        assertThat(folder.statements(0, Direction.UP)).hasSize(2);
    }

    @Test
    void areThoseOfSqlMigrate() {
        folder.file("001_a.sql", """
                -- +migrate Up notransaction
                -- +migrate StatementBegin
                SELECT 1;
                -- +migrate StatementEnd
                -- +migrate Down
                SELECT 2;
                """);

        assertThat(folder.read().layout()).isEqualTo("sql-migrate");
        assertThat(folder.statements(0, Direction.UP)).containsExactly("3: SELECT 1");
        assertThat(folder.statements(0, Direction.DOWN)).containsExactly("6: SELECT 2");
        assertThat(isTransactional(Direction.UP)).isFalse();
        assertThat(isTransactional(Direction.DOWN)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {" -- migrate:down", "/* migrate:down */", "-- migrate:downwards", "-- down", "migrate:down"})
    void areNotDividedByOtherLines(String line) {
        folder.file("001_a.sql", "SELECT 1;\n" + line + "\nSELECT 2;");

        assertThat(folder.read().migrations().get(0).down()).isEmpty();
    }

    @Test
    void keepTheChecksumOfTheWholeFile() {
        folder.file("001_a.sql", "SELECT 1;\n-- migrate:down\nSELECT 2;");
        var migration = folder.read().migrations().get(0);

        assertThat(migration.down().orElseThrow().checksum())
                .isEqualTo(migration.up().checksum());
        folder.file("001_a.sql", "SELECT 1;\n-- migrate:down\nSELECT 3;");
        assertThat(folder.read().migrations().get(0).up().checksum())
                .isNotEqualTo(migration.up().checksum());
    }

    @Test
    void takeBothLineEnds() {
        folder.file("001_a.sql", "-- migrate:up\r\nSELECT 1;\r\n-- migrate:down\r\n\r\nSELECT 2;\r\n");

        assertThat(folder.statements(0, Direction.UP)).containsExactly("2: SELECT 1");
        assertThat(folder.statements(0, Direction.DOWN)).containsExactly("5: SELECT 2");
    }

    @Test
    void mayComeInEitherOrder() {
        folder.file("001_a.sql", "-- +goose Down\nSELECT 2;\n-- +goose Up\nSELECT 1;");

        assertThat(folder.statements(0, Direction.UP)).containsExactly("4: SELECT 1");
        assertThat(folder.statements(0, Direction.DOWN)).containsExactly("2: SELECT 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- migrate:up transaction:false",
                "-- migrate:up\ttransaction:false",
                "-- migrate:up   a:b transaction:false",
            })
    void heedTheTransactionOptionOfDbmateForTheirSectionOnly(String marker) {
        folder.file("001_a.sql", marker + "\nSELECT 1;\n-- migrate:down\nSELECT 2;");

        assertThat(folder.read().layout()).isEqualTo("dbmate");
        assertThat(isTransactional(Direction.UP)).isFalse();
        assertThat(isTransactional(Direction.DOWN)).isTrue();
    }

    @Test
    void heedTheTransactionOptionBehindADownMarker() {
        folder.file("001_a.sql", "SELECT 1;\n-- migrate:down transaction:false\nSELECT 2;");

        assertThat(isTransactional(Direction.UP)).isTrue();
        assertThat(isTransactional(Direction.DOWN)).isFalse();
    }

    @Test
    void heedTheTransactionOptionOfGooseForTheWholeFile() {
        folder.file("001_a.sql", "-- +goose NO TRANSACTION\n-- +goose Up\nSELECT 1;\n-- +goose Down\nSELECT 2;");

        assertThat(isTransactional(Direction.UP)).isFalse();
        assertThat(isTransactional(Direction.DOWN)).isFalse();
    }

    @Test
    void runInATransactionUnlessAskedOtherwise() {
        folder.file("001_a.sql", "-- migrate:up transaction:true\nSELECT 1;\n");

        assertThat(isTransactional(Direction.UP)).isTrue();
    }

    @Test
    void refuseWhatGooseTakesFromTheEnvironment() {
        refuses("-- +goose ENVSUB ON\n-- +goose Up\nSELECT 1;", "001_a.sql: ENVSUB ON is not supported");
    }

    @Test
    void standOnceInAFile() {
        refuses("SELECT 1;\n-- migrate:down\n-- migrate:down\n", "001_a.sql:3: misplaced section marker");
        refuses("-- migrate:up\n-- migrate:down\n\n-- migrate:up\n", "001_a.sql:4: misplaced section marker");
        refuses("-- +goose Up\n-- +goose Up\n", "001_a.sql:2: misplaced section marker");
    }

    @Test
    void leaveNoStatementOutside() {
        refuses("SELECT 1;\n-- migrate:up\nSELECT 2;", "001_a.sql:2: misplaced section marker");
        refuses("-- a\n\n  SELECT 1;\n-- +goose Up\nSELECT 2;", "001_a.sql:4: misplaced section marker");
    }

    @Test
    void mayFollowComments() {
        folder.file("001_a.sql", "\uFEFF-- a\r\n\r\n  -- b\n-- migrate:up\nSELECT 2;");

        assertThat(folder.statements(0, Direction.UP)).containsExactly("5: SELECT 2");
    }

    @Test
    void areFoundBehindAnyLengthOfLine() {
        folder.file("001_a.sql", "SELECT '" + "x".repeat(40_000) + "';\n-- migrate:down\nSELECT 2;");

        assertThat(folder.statements(0, Direction.UP)).hasSize(1);
        assertThat(folder.statements(0, Direction.DOWN)).containsExactly("3: SELECT 2");
    }
}
