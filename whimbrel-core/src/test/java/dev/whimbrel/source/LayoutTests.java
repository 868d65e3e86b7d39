package dev.whimbrel.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.migration.Direction;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.MigrationKind;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each layout makes of its files. */
final class LayoutTests {

    @TempDir
    private Path path;

    private MigrationsFolder folder;

    @BeforeEach
    void emptyFolder() {
        folder = new MigrationsFolder(path);
    }

    @Test
    void readsNumberedFiles() {
        folder.with("002_second_thing.sql", "002_second_thing.down.sql", "001_first.sql", "010.sql", "1.5-half.sql");

        assertThat(folder.read().layout()).isEqualTo("numbered");
        assertThat(folder.migrations())
                .containsExactly(
                        "main 001 first: 001_first.sql",
                        "main 1.5 half: 1.5-half.sql",
                        "main 002 second thing: 002_second_thing.sql, down 002_second_thing.down.sql",
                        "main 010 : 010.sql");
    }

    @Test
    void readsTimestampsAsNumbers() {
        folder.with("20260114093000_b.sql", "20251231000000_a.sql");

        assertThat(folder.migrations())
                .containsExactly(
                        "main 20251231000000 a: 20251231000000_a.sql", "main 20260114093000 b: 20260114093000_b.sql");
    }

    @Test
    void readsFlywayFiles() {
        folder.with(
                "V2__b.sql",
                "V1_10__k.sql",
                "V1.2__add_it.sql",
                "U2__b.sql",
                "B1.5__base.sql",
                "V3.sql",
                "R__views.sql");

        assertThat(folder.read().layout()).isEqualTo("flyway");
        assertThat(folder.migrations())
                .containsExactly(
                        "main 1.2 add it: V1.2__add_it.sql",
                        "main 1.5 base: B1.5__base.sql",
                        "main 1.10 k: V1_10__k.sql",
                        "main 2 b: V2__b.sql, down U2__b.sql",
                        "main 3 : V3.sql",
                        "main R__views views: R__views.sql");
        assertThat(folder.read().migrations())
                .extracting(Migration::kind)
                .containsExactly(
                        MigrationKind.VERSIONED,
                        MigrationKind.BASELINE,
                        MigrationKind.VERSIONED,
                        MigrationKind.VERSIONED,
                        MigrationKind.VERSIONED,
                        MigrationKind.REPEATABLE);
    }

    @Test
    void letsABaselineAndAMigrationShareAVersion() {
        folder.with("V2__b.sql", "B2__base.sql");

        assertThat(folder.migrations()).containsExactly("main 2 b: V2__b.sql", "main 2 base: B2__base.sql");
    }

    @Test
    void readsPairs() {
        folder.with("000001_a.up.sql", "000001_a.down.sql", "000002_b.up.sql");

        assertThat(folder.read().layout()).isEqualTo("up/down pairs");
        assertThat(folder.migrations())
                .containsExactly(
                        "main 000001 a: 000001_a.up.sql, down 000001_a.down.sql", "main 000002 b: 000002_b.up.sql");
    }

    @Test
    void readsDbmateFiles() {
        folder.file("20260114093000_a.sql", """
                -- migrate:up
                SELECT 1;

                -- migrate:down
                SELECT 2;
                """);

        assertThat(folder.read().layout()).isEqualTo("dbmate");
        assertThat(folder.statements(0, Direction.UP)).containsExactly("2: SELECT 1");
        assertThat(folder.statements(0, Direction.DOWN)).containsExactly("5: SELECT 2");
    }

    @Test
    void readsGooseFiles() {
        folder.file("00001_a.sql", """
                -- +goose Up
                -- +goose StatementBegin
                SELECT 1; SELECT $$;$$;
                -- +goose StatementEnd

                -- +goose Down
                SELECT 2;
                """);

        assertThat(folder.read().layout()).isEqualTo("goose");
        assertThat(folder.statements(0, Direction.UP)).containsExactly("3: SELECT 1", "3: SELECT $$;$$");
        assertThat(folder.statements(0, Direction.DOWN)).containsExactly("7: SELECT 2");
    }

    @Test
    void readsPlainFilesInTheOrderOfTheirNames() {
        folder.with("b_table.sql", "b_table.down.sql", "add_a.sql", "Z.sql");

        assertThat(folder.read().layout()).isEqualTo("plain");
        assertThat(folder.migrations())
                .containsExactly(
                        "main Z Z: Z.sql",
                        "main add_a add a: add_a.sql",
                        "main b_table b table: b_table.sql, down b_table.down.sql");
    }

    @Test
    void knowsRepeatableFilesInEveryLayout() {
        folder.with("001_a.sql", "R__b.sql", "sub/R__a_view.sql");

        assertThat(folder.read().layout()).isEqualTo("numbered");
        assertThat(folder.migrations())
                .containsExactly(
                        "main 001 a: 001_a.sql", "main R__a_view a_view: sub/R__a_view.sql", "main R__b b: R__b.sql");
    }

    @Test
    void findsRepeatableFilesAlone() {
        assertThat(folder.with("R__b.sql").migrations()).containsExactly("main R__b b: R__b.sql");
    }

    @Test
    void readsFilesWhoseNameIsADirectionOrADialect() {
        folder.with("up.sql", "sqlite.sql");

        assertThat(folder.migrations()).containsExactly("main sqlite sqlite: sqlite.sql", "main up up: up.sql");
    }
}
