package dev.whimbrel.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.migration.Direction;
import dev.whimbrel.source.lexer.SqlLanguage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders as drizzle-kit writes them. */
final class DrizzleLayoutTests {

    private static final String JOURNAL = "meta/_journal.json";

    @TempDir
    private Path path;

    private MigrationsFolder folder;

    @BeforeEach
    void writtenByDrizzle() {
        folder = new MigrationsFolder(path)
                .with("0000_chat.sql", "0001_truncation.sql")
                .file("meta/0000_snapshot.json", "{}");
        journal(entry(0, "0000_chat"), entry(1, "0001_truncation"));
    }

    private void journal(String... entries) {
        folder.file(JOURNAL, """
                { "version": "7", "dialect": "postgresql", "entries": [%s] }
                """.formatted(String.join(",\n", entries)));
    }

    private static String entry(int index, String tag) {
        return "{ \"idx\": %d, \"version\": \"7\", \"when\": 17952538477%02d, \"tag\": \"%s\", \"breakpoints\": true }"
                .formatted(index, index, tag);
    }

    @Test
    void areOrderedByTheJournal() {
        folder.with("late_x.sql", "anything.sql");
        journal(entry(0, "late_x"), entry(1, "0001_truncation"), entry(4, "0000_chat"));

        assertThat(folder.read().layout()).isEqualTo("drizzle");
        assertThat(folder.migrations())
                .containsExactly(
                        "main 0000 late x: late_x.sql",
                        "main 0001 truncation: 0001_truncation.sql",
                        "main 0004 chat: 0000_chat.sql");
    }

    @Test
    void endStatementsAtBreakpoints() {
        folder.file("0000_chat.sql", """
                CREATE TABLE a (i integer)
                --> statement-breakpoint
                CREATE TABLE b (t text DEFAULT '--> statement-breakpoint');--> statement-breakpoint
                CREATE TABLE c (i integer);
                """);

        assertThat(folder.statements(0, Direction.UP))
                .containsExactly(
                        "1: CREATE TABLE a (i integer)",
                        "3: CREATE TABLE b (t text DEFAULT '--> statement-breakpoint')",
                        "4: CREATE TABLE c (i integer)");
    }

    @Test
    void needTheFilesOfTheJournal() {
        journal(entry(0, "0000_chat"), entry(1, "0001_truncation"), entry(2, "../secret"));

        assertThat(folder.problem())
                .extracting(Problem::code, Problem::what, Problem::why)
                .containsExactly(
                        ErrorCode.FOLDER_CONTRADICTORY,
                        "../secret.sql is missing",
                        "meta/_journal.json names it as number 2");
    }

    @Test
    void passOverFilesThatTheJournalDoesNotName() {
        folder.with("0002_by_hand.sql", "seed.sql");

        assertThat(folder.migrations())
                .containsExactly("main 0000 chat: 0000_chat.sql", "main 0001 truncation: 0001_truncation.sql");
    }

    @Test
    void keepThePlaceOfNumbersThatTwoBranchesWrote() {
        folder.with("0001_other.sql", "0002_late.sql", "0000_merged.sql");
        journal(
                entry(0, "0000_chat"),
                entry(1, "0001_truncation"),
                entry(1, "0001_other"),
                entry(0, "0000_merged"),
                entry(2, "0002_late"));

        assertThat(folder.migrations())
                .containsExactly(
                        "main 0000 chat: 0000_chat.sql",
                        "main 0001 truncation: 0001_truncation.sql",
                        "main 0001.1 other: 0001_other.sql",
                        "main 0001.2 merged: 0000_merged.sql",
                        "main 0002 late: 0002_late.sql");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "{\"entries\": {}}",
                "{\"entries\": [1]}",
                "{\"entries\": [{\"idx\": \"0\", \"tag\": \"0000_chat\"}]}",
                "{\"entries\": [{\"idx\": 0}]}",
                "{\"entries\": [{\"idx\": 0.5, \"tag\": \"a\"}]}",
                "{\"entries\": [{\"idx\": 1e9999, \"tag\": \"a\"}]}",
                "{\"entries\": [{\"idx\": -1, \"tag\": \"a\"}]}",
                "{\"entries\": []} x",
            })
    void needAJournal(String text) {
        folder.file(JOURNAL, text);

        assertThat(folder.problem())
                .extracting(Problem::code, Problem::what)
                .containsExactly(ErrorCode.FOLDER_CONTRADICTORY, "meta/_journal.json is no journal of drizzle-kit");
    }

    @Test
    void areForTheDialectOfTheJournal() {
        assertThat(folder.problems(List.of(new ScriptTarget("main", SqlLanguage.SQLITE))))
                .singleElement()
                .extracting(Problem::what)
                .isEqualTo("the folder is for postgresql, and no configured database is one");
    }

    @Test
    void areReadInTheNewerFormToo(@TempDir Path other) {
        MigrationsFolder newer = new MigrationsFolder(other)
                .with("20260114093000_chat/migration.sql", "20260115093000_more/migration.sql")
                .file("20260114093000_chat/snapshot.json", "{}")
                .file("20260115093000_more/snapshot.json", "{}");

        assertThat(newer.read().layout()).isEqualTo("drizzle");
        assertThat(newer.migrations())
                .containsExactly(
                        "main 20260114093000 chat: 20260114093000_chat/migration.sql",
                        "main 20260115093000 more: 20260115093000_more/migration.sql");
    }

    @Test
    void doNotMixWithPrisma() {
        folder.file("migration_lock.toml", "provider = \"postgresql\"\n");

        assertThat(folder.problem().why())
                .isEqualTo("found prisma (migration_lock.toml), drizzle (meta/_journal.json)");
    }

    @Test
    void getNoNewMigrationHere() {
        assertThat(folder.refusalToCreate(false)).extracting(Problem::code).isEqualTo(ErrorCode.CREATE_ELSEWHERE);
        assertThat(folder.refusalToCreate(false).remedy()).contains("drizzle-kit generate --custom --name=add_b");
    }
}
