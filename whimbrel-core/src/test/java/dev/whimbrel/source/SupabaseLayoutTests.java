package dev.whimbrel.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.error.ErrorCode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders as Supabase's command line writes them. */
final class SupabaseLayoutTests {

    private MigrationsFolder folder;

    @BeforeEach
    void writtenBySupabase(@TempDir Path project) {
        folder = new MigrationsFolder(project.resolve("supabase/migrations"))
                .with("20260114093000_users.sql", "20260115093000_add_chat.sql");
    }

    @Test
    void areToldByTheNamesOfTheFolders() {
        assertThat(folder.read().layout()).isEqualTo("supabase");
        assertThat(folder.migrations())
                .containsExactly(
                        "main 20260114093000 users: 20260114093000_users.sql",
                        "main 20260115093000 add chat: 20260115093000_add_chat.sql");
    }

    @Test
    void passOverWhatSupabasePassesOver() {
        folder.with("20211208000000_init.sql", "notes.sql", "old/seed.sql");

        assertThat(folder.migrations()).hasSize(2);
    }

    @Test
    void passOverSubFolders() {
        folder.with("archive/20260116093000_old.sql", "rollback/001_users.sql");

        assertThat(folder.migrations()).hasSize(2);
    }

    @Test
    void areNumberedWhereNoNameIsOneOfSupabase(@TempDir Path other) {
        MigrationsFolder dashes = new MigrationsFolder(other.resolve("supabase/migrations"))
                .with("20260114093000-7bb0a9aa.sql", "20260115093000-9c1f.sql");

        assertThat(dashes.read().layout()).isEqualTo("numbered");
        assertThat(dashes.migrations()).hasSize(2);
        assertThat(dashes.with("20260116093000_more.sql").problem().code()).isEqualTo(ErrorCode.LAYOUT_AMBIGUOUS);
    }

    @Test
    void keepALaterInit() {
        assertThat(folder.with("20211209000000_init.sql").migrations()).hasSize(3);
    }

    @Test
    void haveNoDownScripts() {
        folder.with("20260114093000_users.down.sql");

        assertThat(folder.problem().why()).startsWith("found supabase (supabase/migrations), ");
    }

    @Test
    void haveNoSections() {
        folder.file("20260116093000_c.sql", "SELECT 1;\n-- migrate:down\nSELECT 2;\n");

        assertThat(folder.problem().code()).isEqualTo(ErrorCode.SCRIPT_MARKER);
    }

    @Test
    void getANewFile() {
        assertThat(folder.create(false)).singleElement().satisfies(name -> assertThat(name)
                .matches("20\\d{12}_add_b\\.sql"));
        assertThat(folder.refusalToCreate(true).code()).isEqualTo(ErrorCode.CREATE_ELSEWHERE);
    }
}
