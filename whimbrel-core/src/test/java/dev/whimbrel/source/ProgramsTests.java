package dev.whimbrel.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files beside the scripts that would leave a gap. */
final class ProgramsTests {

    @TempDir
    private Path path;

    private MigrationsFolder folder;

    @BeforeEach
    void emptyFolder() {
        folder = new MigrationsFolder(path);
    }

    private void isRefused(String what) {
        assertThat(folder.problem())
                .extracting(Problem::code, Problem::what)
                .containsExactly(ErrorCode.UNSUPPORTED_MIGRATION, what);
    }

    @ParameterizedTest
    @CsvSource({
        "001_init_vector_store.sql, init_schema.sh",
        "001_init_vector_store.sql, 000_users.sh",
        "tables.sql, users.SH",
    })
    void shellScriptsInAnInitFolderAreRefused(String script, String shell) {
        folder.with(script).file(shell, "#!/bin/sh\n");

        isRefused(shell + " is a shell script");
    }

    @Test
    void shellScriptsAloneAreRefusedToo() {
        folder.file("init.sh", "#!/bin/sh\n");

        isRefused("init.sh is a shell script");
    }

    @ParameterizedTest
    @ValueSource(strings = {"002_data.sql.gz", "data.sql.xz", "002.sql.zst"})
    void packedScriptsAreRefused(String name) {
        folder.with("001_a.sql").file(name, new byte[] {1, 2, 3});

        isRefused(name + " is packed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00002_b.go", "sub/00002_b.ts", "00002_b.up.py"})
    void migrationsThatAreProgramsAreRefused(String name) {
        folder.file("00001_a.sql", "-- +goose Up\nSELECT 1;\n").file(name, "");

        isRefused(name + " has the name of a migration and is no script of a database");
    }

    @Test
    void otherFilesArePassedOver() {
        folder.with("001_a.sql")
                .file("README.md", "")
                .file("002_notes.txt", "")
                .file("lib/tool.py", "")
                .file("scripts/run.sh", "")
                .file(".hidden.sh", "");

        assertThat(folder.migrations()).hasSize(1);
    }
}
