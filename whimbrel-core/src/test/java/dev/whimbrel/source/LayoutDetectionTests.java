package dev.whimbrel.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the layout of a folder is told. */
final class LayoutDetectionTests {

    @TempDir
    private Path path;

    private Problem problem(String... files) {
        List<Problem> problems = new MigrationsFolder(path).with(files).problems();
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            001_a.sql    | b.sql           | found numbered (001_a.sql), plain (b.sql)
            V1__a.sql    | 002_b.sql       | found numbered (002_b.sql), flyway (V1__a.sql)
            V1__a.sql    | V2_b.sql        | found flyway (V1__a.sql), plain (V2_b.sql)
            V1__a.sql    | v2__b.sql       | found flyway (V1__a.sql), plain (v2__b.sql)
            001_a.up.sql | O02_b.sql       | found up/down pairs (001_a.up.sql), plain (O02_b.sql)
            001_a.up.sql | b.up.sql        | found up/down pairs (001_a.up.sql), plain (b.up.sql)
            001_a.up.sql | 002_b.sql       | found numbered (002_b.sql), up/down pairs (001_a.up.sql)
            001_a.down.sql | 002_b.down.sql | found numbered (001_a.down.sql, 002_b.down.sql), up/down pairs (001_a.down.sql, 002_b.down.sql)
            """)
    void refusesFilesOfTwoLayouts(String one, String other, String why) {
        assertThat(problem(one, other))
                .extracting(Problem::code, Problem::why)
                .containsExactly(ErrorCode.LAYOUT_AMBIGUOUS, why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            V1__a.sql    | SELECT 1;                | flyway
            001_a.up.sql | SELECT 1;                | up/down pairs
            001_a.sql    | -- migrate:up\\nSELECT 1; | dbmate
            001_a.sql    | -- +goose Up\\nSELECT 1;  | goose
            001_a.sql    | -- +migrate Up\\nSELECT 1; | sql-migrate
            """)
    void passesOverWhatTheToolWould(String name, String text, String layout) {
        MigrationsFolder folder = new MigrationsFolder(path)
                .file(name, text.translateEscapes())
                .with("schema.sql", "seeds/users.sql", "update-sequences.sql");

        assertThat(folder.read().layout()).isEqualTo(layout);
        assertThat(folder.migrations()).singleElement().asString().endsWith(name);
    }

    @Test
    void orderByNameWhatIsDated() {
        MigrationsFolder folder = new MigrationsFolder(path)
                .with("2026-01-15-b.sql", "2026-01-15-a.sql", "2025_12_31_093000_c.sql", "2026-02-01.sql");

        assertThat(folder.read().layout()).isEqualTo("plain");
        assertThat(folder.migrations())
                .extracting(shown -> shown.substring(shown.indexOf(": ") + 2))
                .containsExactly("2025_12_31_093000_c.sql", "2026-01-15-a.sql", "2026-01-15-b.sql", "2026-02-01.sql");
    }

    @Test
    void namesAFewFilesOfEachLayoutOnly() {
        assertThat(problem("1_a.sql", "2_a.sql", "3_a.sql", "4_a.sql", "5_a.sql", "b.sql")
                        .why())
                .isEqualTo("found numbered (1_a.sql, 2_a.sql, 3_a.sql and 2 more), plain (b.sql)");
    }

    @Test
    void refusesAFileThatFitsNoLayout() {
        assertThat(problem("V1__a.up.sql").why()).isEqualTo("no layout fits V1__a.up.sql");
    }

    @Test
    void refusesMarkersOfTwoTools() {
        MigrationsFolder folder =
                new MigrationsFolder(path).file("001_a.sql", "-- migrate:up\nSELECT 1;\n-- +goose Up\n");

        assertThat(folder.problems()).extracting(Problem::code).containsExactly(ErrorCode.LAYOUT_AMBIGUOUS);
    }

    @Test
    void refusesADbmateFolderWithAFileWithoutMarkers() {
        MigrationsFolder folder = new MigrationsFolder(path)
                .file("001_a.sql", "-- migrate:up\nSELECT 1;\n")
                .with("002_b.sql");

        assertThat(folder.problems())
                .extracting(Problem::why)
                .containsExactly("found numbered (002_b.sql), dbmate (001_a.sql)");
    }

    @Test
    void looksAtScriptsOnly() {
        MigrationsFolder folder = new MigrationsFolder(path)
                .with("001_a.sql", "README.md", "Makefile", ".hidden.sql", ".git/002_b.sql", "V1__a.sql.bak", "003_c");

        assertThat(folder.migrations()).containsExactly("main 001 a: 001_a.sql");
    }

    @Test
    void refusesAnEmptyFolder() {
        assertThat(problem("README.md"))
                .extracting(Problem::code, Problem::what)
                .containsExactly(ErrorCode.FOLDER_EMPTY, "no migration found in " + path);
    }

    @Test
    void refusesAFolderThatIsNone() {
        assertThat(new MigrationsFolder(path.resolve("absent")).problems())
                .extracting(Problem::code, Problem::why)
                .containsExactly(tuple(ErrorCode.FOLDER_MISSING, "there is no such folder"));
        new MigrationsFolder(path).with("file.sql");
        assertThat(new MigrationsFolder(path.resolve("file.sql")).problems())
                .extracting(Problem::code, Problem::why)
                .containsExactly(tuple(ErrorCode.FOLDER_MISSING, "it is not a folder"));
    }
}
